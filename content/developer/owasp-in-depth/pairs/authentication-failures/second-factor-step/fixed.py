import secrets
import time

started: dict[str, dict] = {}
sessions: dict[str, str] = {}


def sign_in(directory, email: str, password: str) -> str:
    member = directory.check_password(email, password)
    if member is None:
        raise PermissionError("E-mail or password is wrong")
    token = secrets.token_urlsafe(32)
    if member.has_second_factor:
        started[token] = {"member_id": member.id, "tries_left": 5, "ends_at": time.monotonic() + 300}
    else:
        sessions[token] = member.id
    return token


def enter_code(directory, token: str, code: str) -> str:
    login = started.get(token)
    if login is None or login["tries_left"] <= 0 or login["ends_at"] < time.monotonic():
        raise PermissionError("Please sign in again")
    login["tries_left"] -= 1
    if not directory.check_code(login["member_id"], code) or started.pop(token, None) is None:
        raise PermissionError("That code is wrong")
    session = secrets.token_urlsafe(32)
    sessions[session] = login["member_id"]
    return session


def awaits_code(token: str) -> bool:
    return token in started


def current_member(token: str) -> str | None:
    return sessions.get(token)
