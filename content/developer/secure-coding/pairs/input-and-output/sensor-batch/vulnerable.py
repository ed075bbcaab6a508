import gzip
import json
from typing import TypedDict


class Reading(TypedDict):
    sensor: str
    celsius: float


MAX_UPLOAD = 1_000_000


def read_batch(upload: bytes) -> list[Reading]:
    """A gzip file with one reading per line."""
    if len(upload) > MAX_UPLOAD:
        raise ValueError("The batch is too large")
    lines = gzip.decompress(upload).decode().strip().split("\n")
    return [json.loads(line) for line in lines]
