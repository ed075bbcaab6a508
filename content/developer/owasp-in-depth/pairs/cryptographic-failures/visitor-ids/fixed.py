import hashlib
import hmac
import json
import secrets
from collections.abc import Callable


class VisitorIds:
    """To count visitors without keeping their addresses: an id that holds for one site and one day."""

    def __init__(self, site: str, today: Callable[[], str]) -> None:
        self._site, self._today = site, today
        self._day, self._key = today(), secrets.token_bytes(32)

    def id_of(self, address: str, agent: str) -> str:
        if self._today() != self._day:
            self._day, self._key = self._today(), secrets.token_bytes(32)
        visit = json.dumps([self._site, address, agent])
        return hmac.new(self._key, visit.encode(), hashlib.sha256).hexdigest()
