import sqlite3
from typing import NamedTuple


class Order(NamedTuple):
    card_id: str
    sku: str
    quantity: int
    total_cents: int


def pay(db: sqlite3.Connection, user_id: str, order: Order) -> None:
    card = db.execute(
        "SELECT cents FROM gift_card WHERE id = ? AND owner_id = ?", (order.card_id, user_id)
    ).fetchone()
    if card is None or card[0] < order.total_cents:
        raise ValueError("balance too low")
    left = card[0] - order.total_cents
    db.execute("UPDATE gift_card SET cents = ? WHERE id = ?", (left, order.card_id))
