class FakeRegistry:
    def __init__(self, *published):
        self.published = set(published)

    def has(self, name):
        return name in self.published


def prove(subject):
    """Assistants keep inventing date-format-utils. Today a stranger has published it."""
    reviewed, registry = {"pydantic"}, FakeRegistry("pydantic")

    before = subject.plan_install(["pydantic", "date-format-utils"], reviewed, registry)
    assert before.install == ["pydantic"], "a known package is installed, a name without a package is not"
    assert "date-format-utils: made up" in " ".join(before.held), "the made-up name is reported"

    registry.published.add("date-format-utils")
    after = subject.plan_install(["pydantic", "date-format-utils"], reviewed, registry)
    assert after.install == ["pydantic"], "a stranger registered the made-up name, and we would run their code"
