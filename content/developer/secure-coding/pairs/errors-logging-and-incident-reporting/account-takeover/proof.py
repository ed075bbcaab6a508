"""Support locks an intruder out. Six weeks later somebody has to tell what the intruder did."""

DAY = 86_400
TUESDAY = 100 * DAY


def prove(subject) -> None:
    store = subject.Store(
        rows=[
            subject.Row("ann", "session", "192.0.2.7"),
            subject.Row("ann", "session", "198.51.100.66"),
            subject.Row("ann", "forwarding", "copy@example.net"),
            subject.Row("bea", "session", "192.0.2.9"),
            subject.Row("bea", "session", "192.0.2.8", 10 * DAY),
        ]
    )
    assert len(subject.active(store, "ann")) == 3

    subject.contain(store, "ann", TUESDAY)
    assert "ann" in store.locked, "the intruder can sign in again"
    assert subject.active(store, "ann") == [], "the intruder is still signed in"
    assert len(subject.active(store, "bea")) == 1, "somebody else was locked out"
    subject.purge(store, TUESDAY + 42 * DAY)
    assert all(row.detail != "192.0.2.8" for row in store.rows), "old rows are kept for ever"

    kept = [row for row in store.rows if row.account == "ann"]
    assert any(row.detail == "198.51.100.66" for row in kept), "nobody can tell any more where the intruder came from"
    assert any(row.kind == "forwarding" for row in kept), "nobody can tell any more where the mail went"
    assert all(row.ended_at == TUESDAY for row in kept), "nobody can tell when it was stopped"
