import hashlib
import hmac


def to_entry(password: str) -> str:
    """What the table keeps for a password."""
    return hashlib.sha256(password.encode()).hexdigest()


def matches(entry: str, attempt: str) -> bool:
    return hmac.compare_digest(to_entry(attempt), entry)
