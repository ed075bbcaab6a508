from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol


@dataclass(frozen=True)
class AuditRecord:
    id: str
    event: str
    actor: str
    subject: str


class AuditStore(Protocol):
    def since(self, start: datetime) -> list[AuditRecord]: ...


# Wakes whoever is on call; repeats of a key within an hour are dropped.
Page = Callable[[str, str], None]


def watch_bank_details(store: AuditStore, page: Page, now: datetime) -> None:
    """Called every ten minutes; looks back further, for records that come late."""
    for record in store.since(now - timedelta(minutes=30)):
        if record.event == "supplier.bank-changed":
            page(record.id, f"{record.actor} changed the bank details of {record.subject}")
