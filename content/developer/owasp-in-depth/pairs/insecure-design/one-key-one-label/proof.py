import contextlib
import sqlite3


class Carrier:
    def __init__(self):
        self.bought = []
        self.meanwhile = lambda: None

    def buy_label(self, parcel, reference):
        meanwhile, self.meanwhile = self.meanwhile, lambda: None
        meanwhile()
        self.bought.append(parcel)
        return f"label {len(self.bought)}"


def prove(subject):
    """Sends one order twice at once, borrows somebody's key, and changes the parcel under a key."""
    carrier, to_rome, to_oslo = Carrier(), {"to": "Rome", "grams": 500}, {"to": "Oslo", "grams": 2000}
    with contextlib.closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE TABLE purchase (id TEXT PRIMARY KEY, parcel TEXT NOT NULL, label TEXT)")

        def buy(customer, key, parcel):
            try:
                return subject.buy_label(db, carrier, customer, key, parcel)
            except (ValueError, sqlite3.IntegrityError):
                return "refused"

        label = buy("ann", "k1", to_rome)
        assert buy("ann", "k1", {"grams": 500, "to": "Rome"}) == label, "a retry returns the first label"
        assert buy("ann", "k2", to_rome) != label, "a new key buys a new label"
        assert len(carrier.bought) == 2, "two keys buy two labels"

        carrier.meanwhile = lambda: buy("ann", "k3", to_oslo)
        buy("ann", "k3", to_oslo)
        assert len(carrier.bought) == 3, "one order that was sent twice at once was bought twice"
        assert buy("ben", "k1", to_oslo) == "label 4", "a key opens another customer's label"
        assert buy("ann", "k1", to_oslo) == "refused", "the old label was returned for another parcel"
