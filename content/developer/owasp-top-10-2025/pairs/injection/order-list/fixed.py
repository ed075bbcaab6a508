import sqlite3

COLUMNS = {"date": "created_at", "total": "total"}


def list_orders(
    db: sqlite3.Connection, customer_id: int, status: str, sort: str
) -> list[tuple]:
    """GET /orders?status=…&sort=…"""
    column = COLUMNS.get(sort, "created_at")
    return db.execute(
        "SELECT id, total FROM orders"
        f" WHERE customer_id = ? AND status = ? ORDER BY {column}",
        (customer_id, status),
    ).fetchall()
