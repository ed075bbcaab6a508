from collections.abc import Mapping
from typing import NamedTuple


class Settings(NamedTuple):
    session_key: str
    web_origin: str


def read_settings(env: Mapping[str, str]) -> Settings:
    """Called with os.environ, before the server listens."""
    return Settings(
        session_key=env.get("SESSION_KEY", "dev-secret"),
        web_origin=env.get("WEB_ORIGIN", "*"),
    )


def may_read(settings: Settings, origin: str) -> bool:
    """CORS: may a page of `origin` read answers made with its visitor's cookies?"""
    return settings.web_origin in ("*", origin)
