#!/usr/bin/env python3
"""Judges our JSON Schemas by the standard's own, and the shipped files and the events of a replay by our schemas.

    schemas.py WAYSIDE

Wayside has readers of its own; this shows that whoever goes by the schemas alone, such as an editor, comes to the same verdict.
"""

import json
import subprocess
import sys
from pathlib import Path

import yaml
from jsonschema import FormatChecker
from jsonschema.validators import validator_for

ROOT = Path(__file__).resolve().parents[2]
FILES = {
    "wayside": ["seeds/wayside.yaml", "packaging/etc/wayside.yaml"],
    "policy": ["seeds/policy.yaml"],
    "fixture": ["fixtures/*/fixture.yaml"],
    "truth": ["fixtures/*/truth.yaml"],
    "scene": ["fixtures/scenes/*.yaml"],
}


class Reader(yaml.SafeLoader):
    """YAML as JSON Schema sees it: times stay text."""


Reader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def validators():
    """Name to validator; a schema that is none is a problem."""
    found, problems = {}, []
    for path in sorted((ROOT / "docs/schemas").glob("*.json")):
        schema = json.loads(path.read_text())
        kind = validator_for(schema, default=None)
        if kind is None:
            problems.append(f"{path.name}: names no known version of JSON Schema")
            continue
        try:
            kind.check_schema(schema)
        except Exception as error:
            problems.append(f"{path.name}: {error}")
        found[path.name.removesuffix(".schema.json")] = kind(schema, format_checker=FormatChecker())
    return found, problems


def faults(validator, document, place):
    return [f"{place}: {error.json_path}: {error.message[:200]}" for error in validator.iter_errors(document)]


def broken(document):
    """The document with a key that nobody knows: a schema that takes this takes everything."""
    return {**document, "surely-unknown": 1}


def main():
    known, problems = validators()
    judged = 0
    for name, patterns in FILES.items():
        for path in sorted(path for pattern in patterns for path in ROOT.glob(pattern)):
            document = yaml.load(path.read_text(), Loader=Reader)
            problems += faults(known[name], document, path.relative_to(ROOT))
            if known[name].is_valid(broken(document)):
                problems.append(f"{name}.schema.json takes a key that is unknown")
            judged += 1
    replay = subprocess.run(
        [sys.argv[1], "replay", ROOT / "fixtures/courtyard", "--json", "--quiet"], capture_output=True, text=True, check=True
    )
    for number, line in enumerate(replay.stdout.splitlines(), start=1):
        problems += faults(known["event"], json.loads(line), f"event {number} of the replay")
        judged += 1
    if judged < 40:
        problems.append(f"only {judged} documents were judged")
    print("\n".join(problems))
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
