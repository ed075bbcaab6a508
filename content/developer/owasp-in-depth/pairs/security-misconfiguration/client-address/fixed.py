from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    proxies: frozenset[str]
    office: frozenset[str]


def client_address(peer: str, headers: Mapping[str, str], settings: Settings) -> str:
    """Each proxy appends the address that connected to it to X-Forwarded-For."""
    hops = [hop.strip() for hop in headers.get("X-Forwarded-For", "").split(",")]
    address = peer
    while address in settings.proxies and hops and hops[-1]:
        address = hops.pop()
    return address


def may_open_console(peer: str, headers: Mapping[str, str], settings: Settings) -> bool:
    return client_address(peer, headers, settings) in settings.office
