import re
from collections.abc import Mapping
from typing import NamedTuple


class Settings(NamedTuple):
    session_key: str
    web_origin: str


def read_settings(env: Mapping[str, str]) -> Settings:
    """Called with os.environ, before the server listens."""
    settings = Settings(env.get("SESSION_KEY", ""), env.get("WEB_ORIGIN", ""))
    if len(settings.session_key) < 32:
        raise ValueError("SESSION_KEY needs 32 characters")
    if not re.fullmatch(r"https://[^/]+", settings.web_origin):
        raise ValueError("WEB_ORIGIN must be https://host")
    return settings


def may_read(settings: Settings, origin: str) -> bool:
    """CORS: may a page of `origin` read answers made with its visitor's cookies?"""
    return origin == settings.web_origin
