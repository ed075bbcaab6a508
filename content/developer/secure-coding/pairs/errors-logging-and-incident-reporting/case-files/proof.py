"""An investigator has one question: who tried to read this file, and who did?"""


def prove(subject) -> None:
    both = frozenset({"ann", "bea"})
    desk = subject.Desk(
        files=[
            subject.CaseFile("f-1", "c-9", "trace.har", both),
            subject.CaseFile("f-2", "c-9", "screen.png", both),
            subject.CaseFile("f-3", "c-9", "contract.pdf", frozenset({"ann"})),
        ],
        audit=[],
    )

    def who(file: str) -> list[str]:
        return [entry["actor"] for entry in desk.audit if entry.get("file") == file]

    assert subject.open_file(desk, "ann", "f-1") == "trace.har"
    assert subject.open_file(desk, "ann", "f-0") is None
    assert subject.export_case(desk, "bea", "c-9") == ["trace.har", "screen.png"]
    try:
        subject.open_file(desk, "cem", "f-1")
    except subject.Forbidden:
        pass
    else:
        raise AssertionError("a stranger read the file")
    assert "ann" in who("f-1")
    assert "trace.har" not in str(desk.audit), "the record holds the contents"

    assert "bea" in who("f-1"), "the export took this file, and no record of the file says so"
    assert "cem" in who("f-1"), "the refused attempt left no record"
    assert who("f-3") == [], "the record names a file that was not in the export"
    assert len({entry["event"] for entry in desk.audit}) == 1, "one action has two names"
