import contextlib
import sqlite3


class Shop(sqlite3.Connection):
    """Ann's card with 50 euros. `meanwhile` is what another request does after our next SELECT."""

    meanwhile = None

    def execute(self, statement, *parameters):
        cursor = super().execute(statement, *parameters)
        if statement.startswith("SELECT") and self.meanwhile:
            rows, other, self.meanwhile = cursor.fetchall(), self.meanwhile, None
            other()
            return Rows(rows)
        return cursor

    def cents(self) -> int:
        return super().execute("SELECT cents FROM gift_card").fetchone()[0]


class Rows(list):
    def fetchone(self):
        return self[0] if self else None


@contextlib.contextmanager
def shop():
    db = sqlite3.connect(":memory:", factory=Shop)
    try:
        db.executescript(
            "CREATE TABLE product (sku TEXT, cents INTEGER);"
            "INSERT INTO product VALUES ('book', 2000);"
            "CREATE TABLE gift_card (id TEXT, owner_id TEXT, cents INTEGER);"
            "INSERT INTO gift_card VALUES ('card-1', 'ann', 5000);"
        )
        yield db
    finally:
        db.close()


def prove(subject):
    """Pays twice at once, then names a price that nobody offered."""
    two_books = subject.Order("card-1", "book", 2, 4_000)

    def paid(db, order=two_books, user="ann") -> bool:
        try:
            subject.pay(db, user, order)
        except ValueError:
            return False
        return True

    with shop() as db:
        assert not paid(db, user="ben"), "a stranger pays with Ann's card"
        assert paid(db) and db.cents() == 1_000, "an order is not paid from the card"
        assert not paid(db), "a card pays more than it holds"

    with shop() as db:
        results = []
        db.meanwhile = lambda: results.append(paid(db))
        results.append(paid(db))
        assert results.count(True) == 1, "two orders at once were paid with the same money"
        assert db.cents() == 1_000, "the card does not hold what is left after one order"

    for quantity, total in ((2, 1), (2, -9_000), (-2, -4_000)):
        with shop() as db:
            paid(db, subject.Order("card-1", "book", quantity, total))
            assert db.cents() == 5_000, "the request chose its own price"
