import hashlib
import hmac
import secrets


def to_entry(password: str) -> str:
    """What the table keeps for a password."""
    n, r, p, salt = 2**14, 8, 5, secrets.token_bytes(16)
    digest = hashlib.scrypt(password.encode(), salt=salt, n=n, r=r, p=p, dklen=32)
    return f"{n}:{r}:{p}:{salt.hex()}:{digest.hex()}"


def matches(entry: str, attempt: str) -> bool:
    n, r, p, salt, digest = entry.split(":")
    cost = {"n": int(n), "r": int(r), "p": int(p)}
    given = hashlib.scrypt(attempt.encode(), salt=bytes.fromhex(salt), **cost, dklen=32)
    return hmac.compare_digest(given, bytes.fromhex(digest))
