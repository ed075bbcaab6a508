import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True)
class Session:
    customer_id: str


def get_invoice(
    session: Session | None, db: sqlite3.Connection, invoice_id: str
) -> tuple[int, dict | None]:
    """GET /invoices/<id>"""
    if session is None:
        return 401, None
    row = db.execute(
        "SELECT id, total FROM invoice WHERE id = ? AND customer_id = ?",
        (invoice_id, session.customer_id),
    ).fetchone()
    return (200, {"id": row[0], "total": row[1]}) if row else (404, None)
