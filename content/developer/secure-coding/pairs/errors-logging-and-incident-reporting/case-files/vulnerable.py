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


def open_file(desk: Desk, actor: str, file_id: str) -> str | None:
    file = next((file for file in desk.files if file.id == file_id), None)
    if file is None:
        return None
    if actor not in file.readers:
        raise Forbidden
    desk.audit.append({"event": "file.viewed", "actor": actor, "file": file_id})
    return file.body


def export_case(desk: Desk, actor: str, case_id: str) -> list[str]:
    files = [file for file in desk.files if file.case_id == case_id and actor in file.readers]
    desk.audit.append({"event": "case.exported", "actor": actor, "case": case_id})
    return [file.body for file in files]
