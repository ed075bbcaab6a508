AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def prove(subject):
    """Somebody who has our code and the table of ids tries every address."""
    day = ["2026-03-14"]
    ids = subject.VisitorIds("shop", lambda: day[0])

    stored = ids.id_of("203.0.113.77", AGENT)
    assert ids.id_of("203.0.113.77", AGENT) == stored
    assert ids.id_of("203.0.113.78", AGENT) != stored

    # A small part of all addresses; four billion take minutes.
    copy = subject.VisitorIds("shop", lambda: "2026-03-14")
    found = [last for last in range(256) if copy.id_of(f"203.0.113.{last}", AGENT) == stored]
    assert found == [], f"the stored id could be turned back into the address 203.0.113.{found[0]}"

    day[0] = "2026-03-15"
    assert ids.id_of("203.0.113.77", AGENT) != stored
