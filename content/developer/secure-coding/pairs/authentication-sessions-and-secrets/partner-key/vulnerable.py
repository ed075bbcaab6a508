import secrets
from dataclasses import dataclass


@dataclass
class KeyRow:
    partner: str
    stored: str
    ends_at: float
    last_used_at: float | None = None


def issue_key(rows: list[KeyRow], partner: str, ends_at: float) -> str:
    key = secrets.token_urlsafe(32)
    rows.append(KeyRow(partner, key, ends_at))
    return key


def rotate_key(rows: list[KeyRow], partner: str, old_ends_at: float, ends_at: float) -> str:
    """The old key ends at `old_ends_at`; a nightly job removes what has ended."""
    for row in rows:
        if row.partner == partner:
            row.ends_at = old_ends_at
    return issue_key(rows, partner, ends_at)


def partner_of(rows: list[KeyRow], key: str, now: float) -> str | None:
    for row in rows:
        if row.stored == key:
            row.last_used_at = now
            return row.partner
    return None
