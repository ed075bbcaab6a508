from dataclasses import dataclass
from sqlite3 import Connection


class NotFound(Exception):
    pass


@dataclass(frozen=True)
class Caller:
    org_id: str


def attach(db: Connection, caller: Caller, ticket_id: str, file_id: str) -> None:
    ticket = db.execute("SELECT 1 FROM tickets WHERE id = ? AND org_id = ?", (ticket_id, caller.org_id)).fetchone()
    file = db.execute("SELECT 1 FROM files WHERE id = ?", (file_id,)).fetchone()
    if not ticket or not file:
        raise NotFound
    db.execute("INSERT INTO attachments (ticket_id, file_id) VALUES (?, ?)", (ticket_id, file_id))


def download(db: Connection, caller: Caller, ticket_id: str, file_id: str) -> str:
    row = db.execute(
        """SELECT f.content
             FROM attachments a
             JOIN tickets t ON t.id = a.ticket_id
             JOIN files f ON f.id = a.file_id
            WHERE a.ticket_id = ? AND a.file_id = ? AND t.org_id = ?""",
        (ticket_id, file_id, caller.org_id),
    ).fetchone()
    if not row:
        raise NotFound
    return row[0]
