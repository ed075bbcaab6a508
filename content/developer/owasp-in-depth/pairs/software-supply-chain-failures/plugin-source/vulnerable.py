from typing import NamedTuple, Protocol


class Index(Protocol):
    url: str

    def newest(self, name: str) -> str:
        """Raises LookupError when the package is missing, ConnectionError when nobody answers."""
        ...


class Plugin(NamedTuple):
    name: str
    version: str
    source: str


def resolve_plugin(name: str, company: Index, pypi: Index) -> Plugin:
    try:
        return Plugin(name, company.newest(name), company.url)
    except (LookupError, ConnectionError):
        return Plugin(name, pypi.newest(name), pypi.url)
