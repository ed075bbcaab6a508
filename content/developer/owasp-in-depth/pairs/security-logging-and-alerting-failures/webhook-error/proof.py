import io
import logging
from types import SimpleNamespace

SECRET = "T024BE7LD-9sR3vGqkZx"


class HTTPError(OSError):
    """As in requests: the message names the address, and the response is a property."""

    def __init__(self, url, status):
        super().__init__(f"{status} Client Error: Gone for url: {url}")
        self.response = SimpleNamespace(status_code=status)


def prove(subject):
    """The partner has removed the webhook; later somebody reads the log."""
    hook = subject.Hook("hook-17", f"https://hooks.example.com/services/{SECRET}")
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    subject.log.addHandler(handler)
    subject.log.propagate = False
    try:
        sent = []
        assert subject.deliver(hook, {"paid": "inv-1"}, lambda url, body: sent.append(body)) is True
        assert (sent, written.getvalue()) == ([{"paid": "inv-1"}], ""), "a delivery leaves no error"

        def gone(url, body):
            raise HTTPError(url, 410)

        assert subject.deliver(hook, {"paid": "inv-2"}, gone) is False
        assert "hook-17" in written.getvalue(), "the record names the webhook"
        assert "410" in written.getvalue(), "the record tells the status"
        assert SECRET not in written.getvalue(), "the log holds the secret address of the webhook"
    finally:
        subject.log.removeHandler(handler)
        subject.log.propagate = True
