from collections.abc import Mapping
from urllib.parse import urlsplit

SHOWN = ("REGION", "LOG_LEVEL", "CHECKOUT_VARIANT")


def diagnostics(env: Mapping[str, str], version: str) -> dict[str, str]:
    """The answer of GET /diagnostics, which support pastes into tickets."""
    report = {"version": version}
    for name in SHOWN:
        report[name] = env.get(name, "(not set)")
    report["DATABASE_HOST"] = host_of(env.get("DATABASE_URL"))
    return report


def host_of(url: str | None) -> str:
    if not url:
        return "(not set)"
    try:
        return urlsplit(url).hostname or "(not readable)"
    except ValueError:
        return "(not readable)"
