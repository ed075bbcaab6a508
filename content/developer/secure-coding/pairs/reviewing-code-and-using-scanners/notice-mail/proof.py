"""The report named the invitation. The attacker tries every mail and every field."""

HOSTILE = '<img src="https://example.net/pixel">'


def prove(subject) -> None:
    assert subject.invitation("Ann", "Blue") == "<p>Ann invites you to <b>Blue</b>.</p>"
    assert subject.export_ready("may.csv") == "<p>Your export <code>may.csv</code> is ready.</p>"
    digest = "<h1>This week in Blue</h1><ul><li>One</li><li>R&amp;D</li></ul>"
    assert subject.weekly_digest("Blue", ["One", "R&D"]) == digest

    mails = {
        "invitation, inviter": subject.invitation(HOSTILE, "Blue"),
        "invitation, team": subject.invitation("Ann", HOSTILE),
        "export, file name": subject.export_ready(HOSTILE),
        "digest, team": subject.weekly_digest(HOSTILE, []),
        "digest, title": subject.weekly_digest("Blue", [HOSTILE]),
    }
    for field, mail in mails.items():
        assert "<img" not in mail, f"{field}: text became HTML"
