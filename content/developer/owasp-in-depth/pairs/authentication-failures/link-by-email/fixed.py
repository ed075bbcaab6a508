import uuid
from dataclasses import dataclass, field


@dataclass
class Account:
    email: str
    logins: set[tuple[str, str]] = field(default_factory=set)
    id: str = field(default_factory=lambda: str(uuid.uuid4()))


def account_for(accounts: list[Account], claims: dict) -> Account:
    login = (claims["iss"], claims["sub"])
    email = claims["email"].lower()
    known = next((a for a in accounts if login in a.logins), None)
    if known:
        return known
    if any(a.email == email for a in accounts):
        raise PermissionError("Sign in as you did before, then add this login in your settings")
    account = Account(email, {login})
    accounts.append(account)
    return account


def add_login(account: Account, claims: dict) -> None:
    """Only for a person who is signed in to the account."""
    account.logins.add((claims["iss"], claims["sub"]))
