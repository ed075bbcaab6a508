"""A second, real finding arrives in a file with an accepted one; and one day the scanner crashes."""

TODAY = "2026-11-02"


def prove(subject) -> None:
    old = subject.Finding("sql-injection", "src/report.py", "a1")
    new = subject.Finding("sql-injection", "src/report.py", "b2")
    accepted = subject.Accepted(old, "the column comes from COLUMNS, see line 12", "2026-12-31")

    assert subject.blockers(subject.Report(True, []), [], TODAY) == []
    assert subject.blockers(subject.Report(True, [old]), [accepted], TODAY) == []
    assert subject.blockers(subject.Report(True, [old]), [], TODAY) == ["sql-injection in src/report.py"]
    late = subject.blockers(subject.Report(True, [old]), [accepted], "2027-01-01")
    assert len(late) == 1, "an exception outlived its end"

    both = subject.blockers(subject.Report(True, [old, new]), [accepted], TODAY)
    assert len(both) == 1, "an old exception hides a new finding"
    crashed = subject.blockers(subject.Report(False, []), [], TODAY)
    assert len(crashed) == 1, "a crashed scan counts as a clean one"
    assert len(subject.blockers(None, [], TODAY)) == 1, "a scan that never ran counts as a clean one"
