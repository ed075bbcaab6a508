import hmac
import json
from collections.abc import Mapping
from typing import Protocol


class Shop(Protocol):
    webhook_secret: bytes

    def mark_paid(self, order_id: str, event_id: str) -> None:
        """Does nothing if it has seen this event before."""


def payment_webhook(shop: Shop, headers: Mapping[str, str], body: bytes) -> int:
    sent = headers.get("x-signature", "").encode()
    ours = hmac.new(shop.webhook_secret, body, "sha256").hexdigest().encode()
    if not hmac.compare_digest(sent, ours):
        return 401

    event = json.loads(body)
    if event["type"] == "payment.succeeded":
        shop.mark_paid(event["orderId"], event["id"])
    return 204
