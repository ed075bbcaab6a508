import secrets

sessions: dict[str, dict] = {}


def sign_in(directory, email: str, password: str) -> str:
    member = directory.check_password(email, password)
    if member is None:
        raise PermissionError("E-mail or password is wrong")
    token = secrets.token_urlsafe(32)
    sessions[token] = {"member_id": member.id, "awaits_code": member.has_second_factor}
    return token


def enter_code(directory, token: str, code: str) -> str:
    session = sessions.get(token)
    if session is None or not directory.check_code(session["member_id"], code):
        raise PermissionError("That code is wrong")
    session["awaits_code"] = False
    return token


def awaits_code(token: str) -> bool:
    return token in sessions and sessions[token]["awaits_code"]


def current_member(token: str) -> str | None:
    return sessions[token]["member_id"] if token in sessions else None
