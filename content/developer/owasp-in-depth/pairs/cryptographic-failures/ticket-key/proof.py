import base64
import hashlib
import hmac
import secrets


def prove(subject):
    """A deployment goes wrong: the key is missing, masked or a placeholder."""
    desk = subject.TicketDesk({"TICKET_KEY": base64.b64encode(secrets.token_bytes(32)).decode()})
    assert desk.accepts("A1", desk.issue("A1"))
    assert not desk.accepts("A2", desk.issue("A1"))

    mistakes = {
        "missing": ({}, b""),
        "masked": ({"TICKET_KEY": "********"}, b""),
        "placeholder": ({"TICKET_KEY": "changeme"}, base64.b64decode("changeme")),
    }
    for mistake, (env, guess) in mistakes.items():
        forged = hmac.new(guess, b"ticket:A1", hashlib.sha256).hexdigest()
        try:
            broken = subject.TicketDesk(env)
        except (KeyError, ValueError):
            continue
        assert not broken.accepts("A1", forged), f"with a {mistake} key, anybody can make tickets"
        assert False, f"the desk opened with a {mistake} key"
