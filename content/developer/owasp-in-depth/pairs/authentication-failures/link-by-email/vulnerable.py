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
    account = next((a for a in accounts if login in a.logins), None)
    if account is None:
        account = next((a for a in accounts if a.email == email), None)
    if account is None:
        account = Account(email)
        accounts.append(account)
    add_login(account, claims)
    return account


def add_login(account: Account, claims: dict) -> None:
    account.logins.add((claims["iss"], claims["sub"]))
