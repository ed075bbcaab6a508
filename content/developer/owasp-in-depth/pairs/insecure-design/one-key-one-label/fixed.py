import json
import sqlite3
from typing import Protocol


class Carrier(Protocol):
    def buy_label(self, parcel: dict, reference: str) -> str: ...


def buy_label(db: sqlite3.Connection, carrier: Carrier, customer: str, key: str, parcel: dict) -> str:
    claim_id, asked = json.dumps([customer, key]), json.dumps(parcel, sort_keys=True)
    with db:
        claim = db.execute("INSERT INTO purchase VALUES (?, ?, NULL) ON CONFLICT DO NOTHING", (claim_id, asked))
    if claim.rowcount == 1:
        label = carrier.buy_label(parcel, claim_id)
        with db:
            db.execute("UPDATE purchase SET label = ? WHERE id = ?", (label, claim_id))
        return label
    earlier, label = db.execute("SELECT parcel, label FROM purchase WHERE id = ?", (claim_id,)).fetchone()
    if earlier != asked:
        raise ValueError("this key was used for another parcel")
    if label is None:
        raise ValueError("being bought: try again in a moment")
    return label
