SCANNER, ACTIONS = 4711, 15368


def prove(subject):
    """Adds a workflow to the pull request whose job bears the scanner's name and does nothing."""
    required = [subject.RequiredCheck("secret-scan", SCANNER)]
    run = subject.CheckRun("secret-scan", SCANNER, "c0ffee", "success")
    failed = run._replace(conclusion="failure")

    assert subject.may_merge("c0ffee", [run], required), "the scanner's own success lets it merge"
    assert not subject.may_merge("c0ffee", [failed], required), "the scanner's failure stops it"
    assert not subject.may_merge("c0ffee", [], required), "a check that never came stops it"
    assert not subject.may_merge("beefed", [run], required), "a success on an older commit stops it"

    forged = run._replace(app_id=ACTIONS)
    assert not subject.may_merge(
        "c0ffee", [failed, forged], required
    ), "a job that somebody named secret-scan passed for the scanner"
