def refuses(subject, account, requested):
    try:
        subject.reserve(account, requested)
    except ValueError:
        return True
    return False


def prove(subject):
    """Somebody types no number, and from then on has no limit."""
    account = subject.Account(10.0)
    subject.reserve(account, "2.5")
    assert account.hours == 7.5
    for requested in ["8", "0", "-1", "inf", "ten"]:
        assert refuses(subject, account, requested), f"{requested} must be refused"
    assert account.hours == 7.5

    if not refuses(subject, account, "nan"):
        refuses(subject, account, "100000")
    assert account.hours == 7.5, "nan passed both checks and removed the limit"
