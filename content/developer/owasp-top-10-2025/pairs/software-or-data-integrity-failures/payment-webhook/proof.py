import hmac
from types import SimpleNamespace

SECRET = b"only the provider and we know this"
# With spaces as the provider sends them.
EVENT = b'{"id": "evt-1",  "type": "payment.succeeded", "orderId": "order-7"}'


def sign(body: bytes, key: bytes = SECRET) -> str:
    return hmac.new(key, body, "sha256").hexdigest()


def prove(subject):
    """Tells the shop that an order was paid, without having paid it."""

    def paid_by(body, signature=None):
        paid = []
        shop = SimpleNamespace(webhook_secret=SECRET, mark_paid=lambda order, event: paid.append((order, event)))
        headers = {} if signature is None else {"x-signature": signature}
        status = subject.payment_webhook(shop, headers, body)
        assert status == 204 or not paid, "a refused message had an effect"
        return paid

    assert paid_by(EVENT, sign(EVENT)) == [("order-7", "evt-1")], "the provider's message is not believed"
    failed = EVENT.replace(b"succeeded", b"failed")
    assert paid_by(failed, sign(failed)) == [], "a failed payment pays an order"

    other = EVENT.replace(b"order-7", b"order-8")
    assert paid_by(other) == [], "anybody who knows the address can mark an order as paid"
    assert paid_by(other, sign(EVENT)) == [], "the signature of one message covers another"
    assert paid_by(EVENT, sign(EVENT, b"a guess")) == [], "a signature of another key is accepted"
    assert paid_by(EVENT, sign(EVENT)[:8]) == [], "a part of a signature is accepted"
    assert paid_by(EVENT, "né hex") == [], "a signature that is none is accepted"
