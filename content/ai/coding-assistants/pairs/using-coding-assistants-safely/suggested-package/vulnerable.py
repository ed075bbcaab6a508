from collections.abc import Iterable
from typing import NamedTuple, Protocol


class Registry(Protocol):
    def has(self, name: str) -> bool: ...


class InstallPlan(NamedTuple):
    install: list[str]
    held: list[str]  # name and reason, for the person who asked


def plan_install(suggested: Iterable[str], reviewed: set[str], registry: Registry) -> InstallPlan:
    """reviewed: what somebody here has looked at, or the lock file already holds."""
    plan = InstallPlan([], [])
    for name in suggested:
        if name in reviewed or registry.has(name):
            plan.install.append(name)
        else:
            plan.held.append(f"{name}: made up, the registry has no such package")
    return plan
