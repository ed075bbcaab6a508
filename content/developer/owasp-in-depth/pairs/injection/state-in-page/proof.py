import json
import re


def prove(subject):
    """Gives a board a name that ends the script in which its data travels."""

    def data(page):
        found = re.search(r"__BOARD__ = (.*);</script>", page)
        return json.loads(found[1]) if found else None

    def ends(page):
        return len(re.findall(r"</script", page, re.IGNORECASE))

    plain = {"title": 'Tom & "Jo"', "columns": ["To do", "Done"]}
    page = subject.render_board(plain)
    assert "<title>Tom &amp; &quot;Jo&quot;</title>" in page, "the title is shown as it was written"
    assert data(page) == plain, "the browser receives the board"
    assert ends(page) == 2, "the page has its two scripts"

    hostile = {"title": "</script><script>alert(1)</script>", "columns": ["<!--<script>"]}
    attacked = subject.render_board(hostile)
    assert ends(attacked) == 2, "the name of a board ended our script and began another"
    assert "<!--<script" not in attacked, "a column can keep our script from ending"
    assert data(attacked) == hostile, "the browser receives the name unchanged"
