import hashlib
import hmac
import json
from urllib.parse import parse_qsl, urlencode, urlsplit


def sign(key: bytes, account: str, invoice: str, expires: str) -> str:
    message = json.dumps(["invoice-download", account, invoice, expires])
    return hmac.new(key, message.encode(), hashlib.sha256).hexdigest()


def link_for(key: bytes, account: str, invoice: str, expires: int) -> str:
    signature = sign(key, account, invoice, str(expires))
    fields = {"account": account, "invoice": invoice, "expires": expires, "signature": signature}
    return f"/download?{urlencode(fields)}"


def read_link(key: bytes, link: str, now: int) -> tuple[str, str]:
    fields = dict(parse_qsl(urlsplit(link).query))
    account, invoice = fields.get("account", ""), fields.get("invoice", "")
    ours = sign(key, account, invoice, fields.get("expires", ""))
    if not hmac.compare_digest(ours.encode(), fields.get("signature", "").encode()):
        raise ValueError("This link is not ours")
    if int(fields["expires"]) < now:
        raise ValueError("This link has expired")
    return account, invoice
