import json
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
    ok, account_id = check(attempt)
    outcome = "success" if ok else "failure"
    facts = {"account_id": account_id, "network": attempt.network, "request_id": attempt.request_id}
    log.info(json.dumps({"event": "login", "outcome": outcome, **facts}))
    return account_id if ok else None
