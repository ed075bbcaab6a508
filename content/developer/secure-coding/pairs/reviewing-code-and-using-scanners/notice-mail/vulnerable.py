from html import escape


def invitation(inviter: str, team: str) -> str:
    return f"<p>{escape(inviter)} invites you to <b>{escape(team)}</b>.</p>"


def export_ready(file_name: str) -> str:
    return f"<p>Your export <code>{file_name}</code> is ready.</p>"


def weekly_digest(team: str, titles: list[str]) -> str:
    items = "".join(f"<li>{escape(title)}</li>" for title in titles)
    return f"<h1>This week in {escape(team)}</h1><ul>{items}</ul>"
