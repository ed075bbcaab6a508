import unicodedata

RESERVED = {"admin", "billing", "support"}
owners: dict[str, str] = {}


def claim(wanted: str, owner: str) -> str:
    if wanted.lower() in RESERVED:
        raise ValueError("This handle is reserved")
    if wanted in owners:
        raise ValueError("This handle is taken")

    handle = to_handle(wanted)
    owners[handle] = owner
    return handle


def owner_of(handle: str) -> str | None:
    return owners.get(to_handle(handle))


def to_handle(text: str) -> str:
    return unicodedata.normalize("NFKC", text.strip()).casefold().replace(" ", "-")
