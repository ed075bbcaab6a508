KEY = "kT9v2QmX7rLw4ZpB8sHd6NcJ1yGf3AeU"
ORIGIN = "https://www.shop.example"


def prove(subject):
    """A deployment forgets or loosens a setting, and the service starts anyway."""
    settings = subject.read_settings({"SESSION_KEY": KEY, "WEB_ORIGIN": ORIGIN})
    assert settings.session_key == KEY, "the key was not taken over"
    assert subject.may_read(settings, ORIGIN), "our own page was refused"
    for origin in ("https://evil.test", "https://evil-www.shop.example", "*"):
        assert not subject.may_read(settings, origin), f"a page of {origin} may read"

    mistakes = {
        "no SESSION_KEY": {"WEB_ORIGIN": ORIGIN},
        "a short SESSION_KEY": {"SESSION_KEY": "secret", "WEB_ORIGIN": ORIGIN},
        "no WEB_ORIGIN": {"SESSION_KEY": KEY},
        "the WEB_ORIGIN *": {"SESSION_KEY": KEY, "WEB_ORIGIN": "*"},
        "a trailing slash": {"SESSION_KEY": KEY, "WEB_ORIGIN": ORIGIN + "/"},
        "no TLS": {"SESSION_KEY": KEY, "WEB_ORIGIN": "http://www.shop.example"},
    }
    for mistake, env in mistakes.items():
        assert not starts(subject, env), f"it starts with {mistake}"


def starts(subject, env):
    try:
        subject.read_settings(env)
    except ValueError:
        return False
    return True
