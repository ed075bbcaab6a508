from datetime import datetime, timezone
from types import SimpleNamespace

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=timezone.utc)


def pages_for(subject, records):
    pages = []
    store = SimpleNamespace(since=lambda start: records)
    subject.watch_bank_details(store, lambda key, text: pages.append(f"{key}: {text}"), NOW)
    return pages


def prove(subject):
    """The shipper has died, so nothing reaches the store, and somebody changes bank details."""
    heartbeat = subject.AuditRecord("r-1", "audit.heartbeat", "supplier-service", "")
    change = subject.AuditRecord("r-2", "supplier.bank-changed", "user-7", "supplier-42")
    assert pages_for(subject, [heartbeat]) == [], "a quiet night wakes nobody"
    assert pages_for(subject, [heartbeat, change]) == ["r-2: user-7 changed the bank details of supplier-42"]

    pages = pages_for(subject, [])
    assert len(pages) == 1, "the audit store received nothing for half an hour, and nobody was told"
