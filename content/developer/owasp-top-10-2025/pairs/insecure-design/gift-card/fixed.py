import sqlite3
from typing import NamedTuple


class Order(NamedTuple):
    card_id: str
    sku: str
    quantity: int
    total_cents: int


def pay(db: sqlite3.Connection, user_id: str, order: Order) -> None:
    product = db.execute("SELECT cents FROM product WHERE sku = ?", (order.sku,)).fetchone()
    if product is None or order.quantity not in range(1, 21):
        raise ValueError("this cannot be ordered")
    total = product[0] * order.quantity
    if total != order.total_cents:
        raise ValueError("the price has changed")
    paid = db.execute(
        "UPDATE gift_card SET cents = cents - :total"
        " WHERE id = :card AND owner_id = :owner AND cents >= :total",
        {"total": total, "card": order.card_id, "owner": user_id},
    )
    if paid.rowcount != 1:
        raise ValueError("this card cannot pay for the order")
