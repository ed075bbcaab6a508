import json
import logging
import re


class Written(logging.Handler):
    def __init__(self):
        super().__init__()
        self.lines = []

    def emit(self, record):
        self.lines.append(record.getMessage())


def check(attempt):
    known = attempt.email == "ann@example.com"
    return known and attempt.password == "correct horse", "acc-7" if known else None


def prove(subject):
    """Reads the log, once for its secrets and once for what happened."""
    written = Written()
    log = logging.Logger("login")
    log.addHandler(written)

    def login(email, password):
        return subject.login(subject.Attempt(email, password, "203.0.113.9", "req-1"), check, log)

    assert login("ann@example.com", "correct horse") == "acc-7", "the right password does not sign in"
    assert login("ann@example.com", "corect horse") is None, "a wrong password signs in"
    assert login("correct horse", "") is None, "a password in the wrong field signs in"

    assert not re.search("corr?ect horse", "\n".join(written.lines)), "whoever may read the log can read a password"
    records = [json.loads(line) for line in written.lines]
    assert len(records) == 3, "a login leaves no record of its own"
    facts = {"event": "login", "account_id": "acc-7", "network": "203.0.113.9", "request_id": "req-1"}
    assert records[0] == {**facts, "outcome": "success"}, "a login leaves no record of its outcome"
    assert records[1] == {**facts, "outcome": "failure"}, "a refused login leaves no record of its outcome"
    assert records[2] == {**facts, "outcome": "failure", "account_id": None}, "a guess at an address leaves no record"
