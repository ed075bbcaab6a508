from dataclasses import dataclass, field

DAY = 86_400


@dataclass
class Row:
    account: str
    kind: str  # "session" or "forwarding"
    detail: str
    ended_at: float | None = None


@dataclass
class Store:
    rows: list[Row]
    locked: dict[str, float] = field(default_factory=dict)
    holds: set[str] = field(default_factory=set)


def active(store: Store, account: str) -> list[Row]:
    return [row for row in store.rows if row.account == account and row.ended_at is None]


def contain(store: Store, account: str, now: float) -> None:
    """Support runs this when an account seems to be in the wrong hands."""
    store.locked[account] = now
    store.rows = [row for row in store.rows if row.account != account]


def purge(store: Store, now: float) -> None:
    """Nightly: what ended a month ago is forgotten, unless somebody holds it."""
    store.rows = [
        row
        for row in store.rows
        if row.account in store.holds or row.ended_at is None or row.ended_at > now - 30 * DAY
    ]
