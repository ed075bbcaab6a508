def prove(subject):
    """Mira leaves on Friday. On Monday somebody pushes with the deploy key that she made."""

    def entry(id, kind, owner, *seen_by):
        return subject.Credential(id, kind, owner, frozenset(seen_by))

    inventory = [
        entry("github:mira", "account", "mira", "mira"),
        entry("cloud:mira-admin", "account", "mira-admin", "mira-admin"),
        entry("pat:mira/ci", "token", "mira", "mira"),
        entry("pat:jon/docs", "token", "jon", "jon"),
        entry("key:shop/deploy", "deploy-key", None, "mira"),
        entry("app:release-bot", "app-key", None, "mira-admin", "jon"),
        entry("secret:smtp", "shared-secret", None, "jon"),
    ]
    plan = dict(subject.leaver_plan({"mira", "mira-admin"}, inventory))

    for own in ("github:mira", "cloud:mira-admin", "pat:mira/ci"):
        assert plan.get(own) == "end", f"{own} ends"
    for foreign in ("pat:jon/docs", "secret:smtp"):
        assert foreign not in plan, f"{foreign} is left alone"

    assert plan.get("key:shop/deploy") == "replace", "the deploy key that she made still opens the repository"
    assert plan.get("app:release-bot") == "replace", "the App's key, which she could read, still signs in as the App"
