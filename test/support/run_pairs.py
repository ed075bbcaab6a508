"""Runs the proofs of pairs. Their folders stand one a line on stdin; what became of each half is one line of JSON."""

import importlib.util
import json
import pathlib
import sys


def load(folder, name):
    spec = importlib.util.spec_from_file_location(f"{folder.name}_{name}", folder / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def outcome(folder, half):
    try:
        load(folder, "proof").prove(load(folder, half))
    except BaseException as error:
        return {"error": type(error).__name__, "message": str(error)}
    return {"error": None, "message": ""}


for line in sys.stdin:
    folder = pathlib.Path(line.rstrip("\n"))
    halves = {half: outcome(folder, half) for half in ("vulnerable", "fixed")}
    # Pairs may print.
    print("\n" + json.dumps({"folder": str(folder), **halves}), flush=True)
