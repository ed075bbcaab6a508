import hashlib
import secrets
from dataclasses import dataclass


@dataclass
class KeyRow:
    partner: str
    stored: str
    ends_at: float
    last_used_at: float | None = None


def digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def issue_key(rows: list[KeyRow], partner: str, ends_at: float) -> str:
    key = f"acmekey_{secrets.token_urlsafe(32)}"
    rows.append(KeyRow(partner, digest(key), ends_at))
    return key


def rotate_key(rows: list[KeyRow], partner: str, old_ends_at: float, ends_at: float) -> str:
    """Until `old_ends_at` both keys work. After a leak that is now."""
    for row in rows:
        if row.partner == partner:
            row.ends_at = min(row.ends_at, old_ends_at)
    return issue_key(rows, partner, ends_at)


def partner_of(rows: list[KeyRow], key: str, now: float) -> str | None:
    presented = digest(key)
    for row in rows:
        if row.stored == presented and now < row.ends_at:
            row.last_used_at = now
            return row.partner
    return None
