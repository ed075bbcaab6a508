from typing import NamedTuple


class CheckRun(NamedTuple):
    name: str
    app_id: int
    head_sha: str
    conclusion: str | None


class RequiredCheck(NamedTuple):
    name: str
    app_id: int


def may_merge(head_sha: str, runs: list[CheckRun], required: list[RequiredCheck]) -> bool:
    """runs: the latest of each app and name, as the API lists them."""
    passed = {run.name for run in runs if run.head_sha == head_sha and run.conclusion == "success"}
    return all(check.name in passed for check in required)
