import sqlite3


def list_orders(
    db: sqlite3.Connection, customer_id: int, status: str, sort: str
) -> list[tuple]:
    """GET /orders?status=…&sort=…"""
    return db.execute(
        "SELECT id, total FROM orders"
        f" WHERE customer_id = {customer_id} AND status = '{status}' ORDER BY {sort}"
    ).fetchall()
