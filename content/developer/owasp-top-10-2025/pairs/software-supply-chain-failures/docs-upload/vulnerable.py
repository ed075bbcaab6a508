import subprocess
from collections.abc import Callable, Mapping


def upload_docs(
    env: Mapping[str, str],
    upload: Callable[[str, str], None],
    run: Callable[..., object] = subprocess.run,
) -> None:
    """Runs nightly, after `uv sync --locked`. The job sets UPLOAD_TOKEN."""
    run(["uvx", "docs-builder@latest", "--out", "site"], check=True)
    upload("site", env["UPLOAD_TOKEN"])
