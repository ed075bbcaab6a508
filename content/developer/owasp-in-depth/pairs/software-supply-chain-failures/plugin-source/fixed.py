import re
from typing import NamedTuple, Protocol

OUR_PREFIX = "acme-"


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
    # To an index, Acme_Invoices and acme-invoices are the same project.
    project = re.sub(r"[-_.]+", "-", name).lower()
    index = company if project.startswith(OUR_PREFIX) else pypi
    return Plugin(project, index.newest(project), index.url)
