import secrets


def refused(call, *arguments) -> bool:
    try:
        call(*arguments)
    except ValueError:
        return True
    return False


def prove(subject):
    """A customer edits a link that we made for them."""
    key = secrets.token_bytes(32)
    link = subject.link_for(key, "7", "112", 2_000)
    assert subject.read_link(key, link, 1_000) == ("7", "112"), "our own link is refused"
    assert refused(subject.read_link, key, link, 3_000), "an expired link is accepted"
    other = link.replace("invoice=112", "invoice=113")
    assert refused(subject.read_link, key, other, 1_000), "another invoice is accepted"
    assert refused(subject.read_link, secrets.token_bytes(32), link, 1_000), "a link of another key is accepted"

    shifted = link.replace("account=7&invoice=112", "account=71&invoice=12")
    assert refused(subject.read_link, key, shifted, 1_000), "the same digits, cut elsewhere, open another account's invoice"
    prolonged = link.replace("expires=2000", "expires=9000")
    assert refused(subject.read_link, key, prolonged, 3_000), "a customer can prolong a link"
