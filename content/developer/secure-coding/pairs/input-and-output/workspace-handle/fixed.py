import re
import unicodedata
from typing import NewType

Handle = NewType("Handle", str)

RESERVED = {"admin", "billing", "support"}
owners: dict[Handle, str] = {}


def claim(wanted: str, owner: str) -> str:
    handle = parse_handle(wanted)
    if handle in RESERVED:
        raise ValueError("This handle is reserved")
    if handle in owners:
        raise ValueError("This handle is taken")
    owners[handle] = owner
    return handle


def owner_of(handle: str) -> str | None:
    return owners.get(parse_handle(handle))


def parse_handle(text: str) -> Handle:
    handle = unicodedata.normalize("NFKC", text.strip()).casefold().replace(" ", "-")
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,38}", handle):
        raise ValueError("A handle has letters a to z, digits and hyphens")
    return Handle(handle)
