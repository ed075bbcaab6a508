import json
import logging


class Answer:
    def __init__(self, text, status):
        self.text, self.status_code = text, status

    def json(self):
        return json.loads(self.text)

    def raise_for_status(self):
        if self.status_code >= 400:
            raise OSError(f"status {self.status_code}")


class Policy:
    def __init__(self, text, status=200):
        self.answer, self.asked = Answer(text, status), None

    def get(self, path, **options):
        self.asked = {"path": path, **options}
        if self.answer.text is None:
            raise ConnectionError("refused")
        return self.answer


def prove(subject):
    """Waits for a bad day of the policy service and asks for a file."""

    def asked(*answer):
        return subject.may_download(Policy(*answer), "ann", "plans.pdf")

    def opened(*answer):
        try:
            return asked(*answer)
        except Exception:
            return False

    logging.disable(logging.WARNING)
    try:
        assert asked('{"allowed": true}') is True, "a clear yes is not a yes"
        assert asked('{"allowed": false}') is False, "a clear no is not a no"
        policy = Policy('{"allowed": true}')
        subject.may_download(policy, "ann", "plans.pdf")
        question = {"user": "ann", "file": "plans.pdf"}
        assert policy.asked["params"] == question, "the service is asked something else"

        assert not opened(None), "the file is open while the policy service is down"
        assert not opened('{"error": "no database"}', 500), "an error of the service opens the file"
        assert not opened('{"allowed": true}', 500), "a status of 500 is believed"
        assert not opened("<h1>Maintenance</h1>"), "a page that is no verdict opens the file"
        assert not opened('{"allowed": "no"}'), "a verdict of another shape opens the file"
        try:
            asked(None)
            told = False
        except Exception:
            told = True
        assert told, "nobody can tell an outage from a no"
        assert policy.asked.get("timeout"), "the wait for the service has no end"
    finally:
        logging.disable(logging.NOTSET)
