from dataclasses import dataclass, field
from typing import TypedDict
from uuid import uuid4


@dataclass
class Account:
    issuer: str
    subject: str
    email: str
    id: str = field(default_factory=lambda: str(uuid4()))


class Claims(TypedDict):
    """From an ID token whose signature, issuer, audience, nonce and expiry have been verified."""

    iss: str
    sub: str
    email: str


class LinkFirst(Exception):
    """Sign in as you did before, then add this provider in your settings."""


def sign_in(accounts: list[Account], claims: Claims) -> Account:
    for account in accounts:
        if (account.issuer, account.subject) == (claims["iss"], claims["sub"]):
            return account
    if any(account.email == claims["email"] for account in accounts):
        raise LinkFirst

    account = Account(claims["iss"], claims["sub"], claims["email"])
    accounts.append(account)
    return account
