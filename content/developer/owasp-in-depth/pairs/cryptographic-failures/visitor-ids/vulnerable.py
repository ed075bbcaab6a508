import hashlib
import json
from collections.abc import Callable


class VisitorIds:
    """To count visitors without keeping their addresses: an id that holds for one site and one day."""

    def __init__(self, site: str, today: Callable[[], str]) -> None:
        self._site, self._today = site, today

    def id_of(self, address: str, agent: str) -> str:
        visit = json.dumps([self._site, self._today(), address, agent])
        return hashlib.sha256(visit.encode()).hexdigest()
