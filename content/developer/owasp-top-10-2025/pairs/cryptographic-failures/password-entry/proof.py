import time


def prove(subject):
    """Somebody has our table, hashes common passwords once and looks its entries up."""
    ana = subject.to_entry("sunshine1")
    began = time.perf_counter()
    assert subject.matches(ana, "sunshine1"), "Ana cannot sign in"
    guess = time.perf_counter() - began
    assert not subject.matches(ana, "sunshine2"), "a wrong password was accepted"

    prepared = subject.to_entry("sunshine1")
    assert prepared != ana, "a list, hashed once, reads the table"
    assert guess > 0.005, f"a guess took {guess} s, so a list is tried in no time"
