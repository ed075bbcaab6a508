"""A key goes on working after its end, and the table itself is stolen."""

NOON = 1_000
EVENING = 2_000
NEXT_YEAR = 9_000


def prove(subject) -> None:
    rows = []
    old = subject.issue_key(rows, "harbour-freight", NEXT_YEAR)
    assert subject.partner_of(rows, old, NOON) == "harbour-freight"
    assert subject.partner_of(rows, "guess", NOON) is None

    fresh = subject.rotate_key(rows, "harbour-freight", EVENING, NEXT_YEAR)
    assert subject.partner_of(rows, old, NOON) == "harbour-freight", "rotation interrupted the partner"
    assert subject.partner_of(rows, fresh, EVENING) == "harbour-freight"
    assert rows[0].last_used_at == NOON

    assert subject.partner_of(rows, old, EVENING) is None, "the old key still opens the door after its end"
    for row in rows:
        assert subject.partner_of(rows, row.stored, NOON) is None, "a copy of the table is a copy of the keys"

    leaked = subject.issue_key(rows, "north-mill", NOON)
    subject.rotate_key(rows, "north-mill", EVENING, NEXT_YEAR)
    assert subject.partner_of(rows, leaked, NOON + 1) is None, "rotation gave a finished key more time"
