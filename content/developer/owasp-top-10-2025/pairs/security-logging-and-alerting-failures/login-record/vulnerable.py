from collections.abc import Callable
from dataclasses import dataclass
from logging import Logger


@dataclass
class Attempt:
    email: str
    password: str
    network: str
    request_id: str


# Whether the password fits, and whose account it is: None if nobody has this address.
Check = Callable[[Attempt], tuple[bool, str | None]]


def login(attempt: Attempt, check: Check, log: Logger) -> str | None:
    log.info("login %s", attempt)
    ok, account_id = check(attempt)
    return account_id if ok else None
