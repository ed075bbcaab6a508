HASH = "--hash=sha256:" + "0123456789abcdef" * 4

HONEST = f"""\
# compiled from requirements.in
requests[socks]==2.32.3 \\
    {HASH} \\
    {HASH}
    # via -r requirements.in
urllib3==2.2.2 {HASH}
"""


def prove(subject):
    """A pull request swaps the contents of one locked package, with a hash that fits."""
    assert subject.need_review(HONEST) == []
    assert subject.need_review(HONEST + "flask>=3\n") == ["flask>=3"]
    hidden = "--extra-index-url https://pip.example.net/simple"
    assert subject.need_review(HONEST + f"# a comment \\\n{hidden}\n") == [hidden]

    swaps = [
        f"requests @ https://files.example.net/requests-2.32.3-py3-none-any.whl {HASH}",
        f"https://files.example.net/requests-2.32.3-py3-none-any.whl {HASH}",
        f"--extra-index-url https://pip.example.net/simple #{HASH}",
    ]
    for swap in swaps:
        found = subject.need_review(HONEST + swap + "\n")
        assert found == [swap], f"the file brought in another source unnoticed: {swap[:60]}"
