import json
import re
import zlib
from typing import TypedDict


class Reading(TypedDict):
    sensor: str
    celsius: float


MAX_UPLOAD = 1_000_000
MAX_TEXT = 5_000_000
MAX_READINGS = 50_000
MAX_LINE = 200


def read_batch(upload: bytes) -> list[Reading]:
    """A gzip file with one reading per line."""
    if len(upload) > MAX_UPLOAD:
        raise ValueError("The batch is too large")
    unzip = zlib.decompressobj(wbits=31)  # 31: gzip
    text = unzip.decompress(upload, MAX_TEXT).decode()
    if not unzip.eof or unzip.unused_data:
        raise ValueError("The batch is too large, cut short, or more than one gzip member")
    lines = text.strip().split("\n", MAX_READINGS)
    if len(lines) > MAX_READINGS or max(map(len, lines)) > MAX_LINE:
        raise ValueError("The batch has too many readings, or too long ones")
    return [parse_reading(line) for line in lines]


def parse_reading(line: str) -> Reading:
    match json.loads(line):
        case {"sensor": str(sensor), "celsius": int(celsius) | float(celsius)} if (
            re.fullmatch(r"[a-z0-9-]{1,40}", sensor)
            and not isinstance(celsius, bool)  # True is an int
            and -90 <= celsius <= 200  # NaN is not
        ):
            return {"sensor": sensor, "celsius": celsius}
    raise ValueError("A reading has a sensor and a temperature")
