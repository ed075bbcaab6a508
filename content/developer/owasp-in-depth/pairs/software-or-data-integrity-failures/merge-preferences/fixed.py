EXPORTERS = {"ola"}


class MailPreferences:
    def __init__(self):
        self.weekly = True
        self.offers = False


class Preferences:
    def __init__(self):
        self.theme = "light"
        self.mail = MailPreferences()


def apply_changes(target, changes: dict) -> None:
    for name, value in changes.items():
        if name not in vars(target):
            raise TypeError(f"There is no preference {name}")
        current = getattr(target, name)
        if isinstance(current, MailPreferences) and isinstance(value, dict):
            apply_changes(current, value)
        elif type(value) is type(current):
            setattr(target, name, value)
        else:
            raise TypeError(f"The preference {name} has another type")


def may_export(member_id: str) -> bool:
    return member_id in EXPORTERS
