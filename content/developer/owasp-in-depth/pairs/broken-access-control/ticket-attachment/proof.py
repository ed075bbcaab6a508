import sqlite3

SCHEMA = """
CREATE TABLE tickets (id TEXT PRIMARY KEY, org_id TEXT NOT NULL);
CREATE TABLE files (id TEXT PRIMARY KEY, org_id TEXT NOT NULL, content TEXT NOT NULL);
CREATE TABLE attachments (ticket_id TEXT NOT NULL, file_id TEXT NOT NULL);
INSERT INTO tickets VALUES ('ticket-ana', 'org-ana'), ('ticket-ben', 'org-ben');
INSERT INTO files VALUES ('file-ana', 'org-ana', 'contract of Ana'), ('file-ben', 'org-ben', 'screenshot of Ben');
"""


def refused(subject, action, *args):
    try:
        action(*args)
    except subject.NotFound:
        return True
    return False


def prove(subject):
    """Ben's organisation attaches a file of Ana's to a ticket of its own, and downloads it from there."""
    db = sqlite3.connect(":memory:")
    try:
        db.executescript(SCHEMA)
        ben = subject.Caller("org-ben")

        subject.attach(db, ben, "ticket-ben", "file-ben")
        assert subject.download(db, ben, "ticket-ben", "file-ben") == "screenshot of Ben"
        assert refused(subject, subject.download, db, ben, "ticket-ana", "file-ana"), "Ben reads Ana's ticket"
        assert refused(subject, subject.attach, db, ben, "ticket-ben", "missing"), "a missing file was attached"

        assert refused(
            subject, subject.attach, db, ben, "ticket-ben", "file-ana"
        ), "a file of another organisation was attached"
        assert refused(
            subject, subject.download, db, ben, "ticket-ben", "file-ana"
        ), "a file of another organisation was downloaded"
    finally:
        db.close()
