"""The metrics that docs/metrics.md names: what serves them and what asks for them are held to it."""

import re
from pathlib import Path

ROW = re.compile(r"^\| `(?P<name>[a-z_]+)` \| (?P<type>[a-z, ]+) \| (?P<labels>[`a-z, ]*) ?\| (?P<meaning>.+) \|$", re.MULTILINE)


def documented():
    """Name to type (`gauge`, `counter`, `histogram`), whether it is an info, labels, and the meaning."""
    text = (Path(__file__).resolve().parents[2] / "docs/metrics.md").read_text()
    found = {}
    for row in ROW.finditer(text):
        kind = row["type"].split(",")[0]
        found[row["name"]] = {
            "type": kind,
            "info": "info" in row["type"],
            "labels": re.findall(r"`([a-z]+)`", row["labels"]),
            "meaning": row["meaning"],
        }
    if len(found) < 40:
        raise SystemExit(f"docs/metrics.md: only {len(found)} rows could be read")
    return found
