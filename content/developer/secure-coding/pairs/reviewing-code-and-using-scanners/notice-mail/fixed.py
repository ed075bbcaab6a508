from html import escape


class Html(str):
    pass


def encode(value: str | list[Html]) -> str:
    if isinstance(value, list):
        return "".join(map(encode, value))
    return value if isinstance(value, Html) else escape(value)


def html(template: str, **values: str | list[Html]) -> Html:
    return Html(template.format_map({name: encode(value) for name, value in values.items()}))


def invitation(inviter: str, team: str) -> str:
    return html("<p>{inviter} invites you to <b>{team}</b>.</p>", inviter=inviter, team=team)


def export_ready(file_name: str) -> str:
    return html("<p>Your export <code>{file_name}</code> is ready.</p>", file_name=file_name)


def weekly_digest(team: str, titles: list[str]) -> str:
    items = [html("<li>{title}</li>", title=title) for title in titles]
    return html("<h1>This week in {team}</h1><ul>{items}</ul>", team=team, items=items)
