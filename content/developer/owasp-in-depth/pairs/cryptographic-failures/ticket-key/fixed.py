import base64
import hashlib
import hmac
from collections.abc import Mapping


class TicketDesk:
    def __init__(self, env: Mapping[str, str]) -> None:
        self._key = key_from(env["TICKET_KEY"])

    def issue(self, seat: str) -> str:
        return hmac.new(self._key, f"ticket:{seat}".encode(), hashlib.sha256).hexdigest()

    def accepts(self, seat: str, code: str) -> bool:
        return hmac.compare_digest(self.issue(seat).encode(), code.encode())


def key_from(text: str) -> bytes:
    key = base64.b64decode(text, validate=True)
    if len(key) != 32:
        raise ValueError("TICKET_KEY must be 32 bytes in base64 (openssl rand -base64 32)")
    return key
