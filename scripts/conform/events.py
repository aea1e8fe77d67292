#!/usr/bin/env python3
"""Gives the events of a replay to the SDK of the project CloudEvents, in structured mode, and holds what it reads to what was written.

    events.py WAYSIDE
"""

import json
import subprocess
import sys
from pathlib import Path

from cloudevents.conversion import to_structured
from cloudevents.exceptions import GenericException
from cloudevents.http import from_http

ROOT = Path(__file__).resolve().parents[2]
HEADERS = {"content-type": "application/cloudevents+json; charset=UTF-8"}


def problems_of(number, line):
    """What is wrong with one event; it must be read, and written again as it was."""
    try:
        event = from_http(HEADERS, line)
    except (GenericException, ValueError) as error:
        return [f"event {number}: {error}"]
    _, again = to_structured(event)
    before, after = json.loads(line), json.loads(again)
    return [f"event {number}: {key} is {after.get(key)!r} to the SDK" for key in before if before[key] != after.get(key)]


def taken_though_broken(line):
    """Attributes without which the SDK takes an event all the same: it would take anything."""
    for key in ("id", "source", "type", "specversion"):
        broken = {name: value for name, value in json.loads(line).items() if name != key}
        if not problems_of(0, json.dumps(broken)):
            yield f"the SDK takes an event without {key}"


def main():
    replay = subprocess.run(
        [sys.argv[1], "replay", ROOT / "fixtures/courtyard", "--json", "--quiet"], capture_output=True, text=True, check=True
    )
    lines = replay.stdout.splitlines()
    problems = [problem for number, line in enumerate(lines, start=1) for problem in problems_of(number, line)]
    problems += taken_though_broken(lines[0])
    if len(lines) < 30:
        problems.append(f"only {len(lines)} events were judged")
    print("\n".join(problems))
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
