import sqlite3


def prove(subject):
    """A caller puts SQL into the status, and then into the sort."""
    db = sqlite3.connect(":memory:")
    try:
        db.execute("CREATE TABLE orders (id, customer_id, status, total, created_at)")
        db.executemany(
            "INSERT INTO orders VALUES (?, ?, ?, ?, ?)",
            [
                (1, 7, "open", 90, "2026-01-01"),
                (2, 7, "open", 40, "2026-01-02"),
                (3, 8, "open", 65, "2026-01-03"),
            ],
        )
        rows = subject.list_orders(db, 7, "open", "total")
        assert rows == [(2, 40), (1, 90)], "the orders are sorted by total"

        rows = subject.list_orders(db, 7, "' OR ''='", "total")
        assert (3, 65) not in rows, "the status became SQL, and opened a foreign order"
        assert rows == [], "no order has such a status"

        foreign = "(SELECT total FROM orders WHERE id = 3)"
        rows = subject.list_orders(
            db, 7, "open", f"CASE WHEN {foreign} > 50 THEN total END"
        )
        assert rows == [(1, 90), (2, 40)], "the sort became SQL"
    finally:
        db.close()
