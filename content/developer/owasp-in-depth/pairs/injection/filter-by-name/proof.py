import contextlib
import sqlite3


def prove(subject):
    """Names a field that is a piece of SQL, and then a column that nobody offered."""
    db = sqlite3.connect(":memory:")
    try:
        db.execute(
            "CREATE TABLE ticket (id INTEGER, tenant_id TEXT, subject TEXT, priority INTEGER,"
            " opened_at TEXT, internal_note TEXT)"
        )
        db.executemany(
            "INSERT INTO ticket VALUES (?, ?, ?, ?, ?, ?)",
            [
                (1, "acme", "Printer", 1, "2026-01-01", "none"),
                (2, "acme", "Login", 3, "2026-01-02", "pays late"),
                (3, "other", "Secret project", 3, "2026-01-03", "none"),
            ],
        )

        rows = subject.find_tickets(db, "acme", [{"field": "priority", "op": "gte", "value": 2}])
        assert rows == [(2, "Login")], "an ordinary filter returns its rows"

        rows = []
        hostile = {"field": 'id" > 0 OR "tenant_id', "op": "gte", "value": ""}
        with contextlib.suppress(ValueError):
            rows = subject.find_tickets(db, "acme", [hostile])
        assert (3, "Secret project") not in rows, "the name of a field became SQL and opened another tenant"

        rows = []
        with contextlib.suppress(ValueError):
            rows = subject.find_tickets(db, "acme", [{"field": "internal_note", "op": "gte", "value": "p"}])
        assert rows == [], "a caller can search in a column that was not offered"
    finally:
        db.close()
