import hashlib
import hmac
from urllib.parse import parse_qsl, urlencode, urlsplit


def sign(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def link_for(key: bytes, account: str, invoice: str, expires: int) -> str:
    signature = sign(key, account + invoice)
    fields = {"account": account, "invoice": invoice, "expires": expires, "signature": signature}
    return f"/download?{urlencode(fields)}"


def read_link(key: bytes, link: str, now: int) -> tuple[str, str]:
    fields = dict(parse_qsl(urlsplit(link).query))
    account, invoice = fields.get("account", ""), fields.get("invoice", "")
    ours = sign(key, account + invoice)
    if not hmac.compare_digest(ours.encode(), fields.get("signature", "").encode()):
        raise ValueError("This link is not ours")
    if int(fields.get("expires", "0")) < now:
        raise ValueError("This link has expired")
    return account, invoice
