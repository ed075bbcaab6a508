import subprocess
from collections.abc import Callable, Mapping


def upload_docs(
    env: Mapping[str, str],
    upload: Callable[[str, str], None],
    run: Callable[..., object] = subprocess.run,
) -> None:
    """Runs nightly, after `uv sync --locked`. The job sets UPLOAD_TOKEN."""
    own = {"PATH": env["PATH"]}
    run([".venv/bin/docs-builder", "--out", "site"], check=True, env=own)
    upload("site", env["UPLOAD_TOKEN"])
