from dataclasses import dataclass


@dataclass(frozen=True)
class CaseFile:
    id: str
    case_id: str
    body: str
    readers: frozenset[str]


@dataclass
class Desk:
    files: list[CaseFile]
    audit: list[dict[str, str]]


class Forbidden(Exception):
    pass


def _read(desk: Desk, actor: str, file: CaseFile, via: str) -> str:
    """The only way to the contents of a file."""
    outcome = "success" if actor in file.readers else "refused"
    record = {"event": "file.read", "outcome": outcome, "actor": actor, "via": via}
    desk.audit.append(record | {"file": file.id, "case": file.case_id})
    if outcome == "refused":
        raise Forbidden
    return file.body


def open_file(desk: Desk, actor: str, file_id: str) -> str | None:
    file = next((file for file in desk.files if file.id == file_id), None)
    return None if file is None else _read(desk, actor, file, "page")


def export_case(desk: Desk, actor: str, case_id: str) -> list[str]:
    files = [file for file in desk.files if file.case_id == case_id and actor in file.readers]
    return [_read(desk, actor, file, "export") for file in files]
