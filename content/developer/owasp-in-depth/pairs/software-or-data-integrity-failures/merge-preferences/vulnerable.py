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
        current = target.get(name) if isinstance(target, dict) else getattr(target, name, None)
        if current is not None and isinstance(value, dict):
            apply_changes(current, value)
        elif isinstance(target, dict):
            target[name] = value
        else:
            setattr(target, name, value)


def may_export(member_id: str) -> bool:
    return member_id in EXPORTERS
