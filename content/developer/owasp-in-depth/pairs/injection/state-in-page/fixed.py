import json
from html import escape
from typing import TypedDict


class Board(TypedDict):
    title: str
    columns: list[str]


def to_script(value: object) -> str:
    """JSON that the HTML parser cannot take for the end of the script."""
    return json.dumps(value).replace("<", "\\u003c")


def render_board(board: Board) -> str:
    return f"""<!doctype html>
<title>{escape(board["title"])}</title>
<div id="board"></div>
<script>window.__BOARD__ = {to_script(board)};</script>
<script src="/assets/board.js" defer></script>"""
