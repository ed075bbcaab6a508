"""Somebody signs in with another identity that carries the same e-mail address."""

ANN = {"iss": "https://login.acme.example", "sub": "7f3a", "email": "ann@acme.example"}


def prove(subject) -> None:
    accounts = []
    account = subject.sign_in(accounts, ANN)
    assert subject.sign_in(accounts, ANN).id == account.id
    assert len(accounts) == 1

    elsewhere = {**ANN, "iss": "https://login.mallory.example", "sub": "1"}
    assert refused(subject, accounts, elsewhere), "another issuer's user opened Ann's account"
    successor = {**ANN, "sub": "90c1"}
    assert refused(subject, accounts, successor), "the address was given to a new colleague, who opened Ann's account"
    married = {**ANN, "email": "ann.lee@acme.example"}
    assert subject.sign_in(accounts, married).id == account.id, "Ann lost her account with her old address"


def refused(subject, accounts, claims) -> bool:
    try:
        subject.sign_in(accounts, claims)
    except Exception:
        return True
    return False
