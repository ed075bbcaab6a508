import re

# A name, perhaps with extras, one exact version, and its hashes: so the configured index has to have it.
PINNED = re.compile(r"[A-Za-z0-9._-]+(\[[\w,.-]+\])? ?==[\w.!+]+( --hash=sha256:[0-9a-f]{64})+")


def need_review(requirements: str) -> list[str]:
    """For CI: the entries of a compiled requirements.txt that a person has to look at."""
    return [entry for entry in entries_of(requirements) if not PINNED.fullmatch(entry)]


def entries_of(requirements: str) -> list[str]:
    # As in pip, a comment ends its entry, whatever its last character is.
    lines = ["" if line.lstrip().startswith("#") else line for line in requirements.splitlines()]
    joined = "\n".join(lines).replace("\\\n", " ")
    return [" ".join(entry.split()) for entry in joined.splitlines() if entry.strip()]
