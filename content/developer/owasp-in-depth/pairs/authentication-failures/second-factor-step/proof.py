from types import SimpleNamespace


class Directory:
    def check_password(self, email, password):
        if password != "correct horse":
            return None
        name = email.split("@")[0]
        return SimpleNamespace(id=name, has_second_factor=name == "mira")

    def check_code(self, member_id, code):
        return member_id == "mira" and code == "482913"


def refused(call, *arguments) -> bool:
    try:
        call(*arguments)
    except PermissionError:
        return True
    return False


def prove(subject):
    """Somebody has the password but not the phone."""
    directory = Directory()
    token = subject.sign_in(directory, "noor@example.com", "correct horse")
    assert subject.current_member(token) == "noor", "a member without a second factor cannot sign in"
    token = subject.sign_in(directory, "mira@example.com", "correct horse")
    assert subject.awaits_code(token), "nobody is asked for the code"
    session = subject.enter_code(directory, token, "482913")
    assert subject.current_member(session) == "mira", "password and code together do not sign in"
    assert refused(subject.sign_in, directory, "mira@example.com", "guess"), "a wrong password signs in"

    stolen = subject.sign_in(directory, "mira@example.com", "correct horse")
    assert subject.current_member(stolen) is None, "the password alone counts as signed in"
    for guess in range(5):
        assert refused(subject.enter_code, directory, stolen, str(100_000 + guess)), "a wrong code is accepted"
    assert refused(subject.enter_code, directory, stolen, "482913"), "one login may try codes without end"
