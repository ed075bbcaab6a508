"""A small upload unpacks into much more, and a line is not what its type says."""

import gzip
import json


def reading(celsius) -> str:
    return json.dumps({"sensor": "roof-1", "celsius": celsius})


def prove(subject) -> None:
    honest = subject.read_batch(gzip.compress(f"{reading(21.5)}\n{reading(-4)}\n".encode()))
    assert honest == [{"sensor": "roof-1", "celsius": 21.5}, {"sensor": "roof-1", "celsius": -4}]

    bomb = gzip.compress(reading(20).replace("{", "{" + " " * 12_000_000).encode())
    assert len(bomb) < 20_000, "the bomb is a small upload"
    assert refused(subject, bomb), "20 kB of upload became 12 MB of text"

    many = gzip.compress(f"{reading(20)}\n".encode() * 60_000)
    assert refused(subject, many), "the sender chose the number of readings"
    for celsius in ("hot", None, True, float("nan"), 1e9):
        assert refused(subject, gzip.compress(reading(celsius).encode())), f"a temperature of {celsius} was accepted"
    two = gzip.compress(reading(20).encode()) + gzip.compress(reading(21).encode())
    assert refused(subject, two), "half of the batch was dropped without a word"
    assert refused(subject, gzip.compress(b"[" * 200_000)), "a deeply nested line was parsed"


def refused(subject, upload: bytes) -> bool:
    try:
        subject.read_batch(upload)
    except ValueError:
        return True
    return False
