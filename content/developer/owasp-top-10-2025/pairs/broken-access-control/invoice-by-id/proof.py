import sqlite3


def prove(subject):
    """Ben asks for an invoice of Ana's, whose id he has seen in a screenshot."""
    db = sqlite3.connect(":memory:")
    try:
        db.execute("CREATE TABLE invoice (id TEXT, customer_id TEXT, total INTEGER)")
        rows = [("inv-ana", "ana", 120), ("inv-ben", "ben", 80)]
        db.executemany("INSERT INTO invoice VALUES (?, ?, ?)", rows)
        ana, ben = subject.Session("ana"), subject.Session("ben")

        status, body = subject.get_invoice(ana, db, "inv-ana")
        assert status == 200 and body["total"] == 120, "Ana was refused her own invoice"
        status, _ = subject.get_invoice(ana, db, "inv-none")
        assert status == 404, "a missing invoice was found"
        status, _ = subject.get_invoice(None, db, "inv-ana")
        assert status == 401, "somebody without a session was let in"

        status, body = subject.get_invoice(ben, db, "inv-ana")
        assert body is None, "Ben read an invoice of Ana's"
        assert status == 404, "Ben can tell which invoices exist"
    finally:
        db.close()
