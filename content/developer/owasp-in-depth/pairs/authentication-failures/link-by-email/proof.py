def prove(subject):
    """A customer's administrator gives one of their own users somebody else's address."""
    accounts = []
    bakery = "https://login.example/bakery"
    home = {"iss": "https://accounts.example", "sub": "ann-at-home", "email": "ann@home.example"}
    ann = subject.account_for(accounts, {"iss": bakery, "sub": "17", "email": "Ann@bakery.example"})
    ben = subject.account_for(accounts, {"iss": bakery, "sub": "18", "email": "ben@bakery.example"})
    assert ben.id != ann.id, "two people share an account"
    eve = "https://login.example/eve"
    namesake = subject.account_for(accounts, {"iss": eve, "sub": "17", "email": "eve@eve.example"})
    assert namesake.id != ann.id, "the same subject at another issuer opens Ann's account"
    later = subject.account_for(accounts, {"iss": bakery, "sub": "17", "email": "ann.renamed@bakery.example"})
    assert later.id == ann.id, "a new address loses the account"
    subject.add_login(ann, home)
    assert subject.account_for(accounts, home).id == ann.id, "a login that Ann added does not find her account"

    try:
        reached = subject.account_for(accounts, {"iss": eve, "sub": "1", "email": "ann@bakery.example"}).id
    except PermissionError:
        reached = None
    assert reached != ann.id, "another tenant's token with Ann's address opens Ann's account"
    assert len(ann.logins) == 2, "another tenant's login was added to Ann's account"
