import re
from collections.abc import Mapping

HIDDEN = re.compile("password|secret|token|key", re.IGNORECASE)


def diagnostics(env: Mapping[str, str], version: str) -> dict[str, str]:
    """The answer of GET /diagnostics, which support pastes into tickets."""
    report = {"version": version}
    for name, value in env.items():
        report[name] = "(hidden)" if HIDDEN.search(name) else value
    return report
