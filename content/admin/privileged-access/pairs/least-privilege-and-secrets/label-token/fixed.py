from collections.abc import Iterable
from typing import Protocol


class GitHub(Protocol):
    def create_installation_token(
        self,
        installation: int,
        *,
        repositories: list[str] | None = None,
        permissions: dict[str, str] | None = None,
    ) -> str:
        """What is left out comes in full: every repository and permission of the installation."""
        ...

    def add_label(self, token: str, repository: str, issue: int, label: str) -> None: ...


def label_stale(github: GitHub, installation: int, repository: str, issues: Iterable[int]) -> None:
    token = github.create_installation_token(
        installation,
        repositories=[repository],
        permissions={"issues": "write"},
    )
    for issue in issues:
        github.add_label(token, repository, issue, "stale")
