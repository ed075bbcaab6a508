import json
from html import escape
from typing import TypedDict


class Board(TypedDict):
    title: str
    columns: list[str]


def render_board(board: Board) -> str:
    return f"""<!doctype html>
<title>{escape(board["title"])}</title>
<div id="board"></div>
<script>window.__BOARD__ = {json.dumps(board)};</script>
<script src="/assets/board.js" defer></script>"""
