from collections.abc import Iterable
from typing import NamedTuple


class Credential(NamedTuple):
    id: str
    kind: str  # account, token, session, deploy-key, app-key, shared-secret
    owner: str | None  # whose rights it carries; some carry their own
    seen_by: frozenset[str]  # who made it or could read it, and may have a copy


class Step(NamedTuple):
    credential: str
    action: str


def leaver_plan(accounts: set[str], inventory: Iterable[Credential]) -> list[Step]:
    """accounts: every account of the person who leaves."""
    return [Step(entry.id, "end") for entry in inventory if entry.owner in accounts]
