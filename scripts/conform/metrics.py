#!/usr/bin/env python3
"""Runs a daemon over the shipped recording, asks it for its metrics in both forms, and holds them to docs/metrics.md and promtool.

    metrics.py WAYSIDE PROMTOOL WORKING_DIRECTORY
"""

import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from documented import documented

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = re.compile(r'^(?P<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(?P<labels>.*)\})? (?P<value>\S+)$')
LABEL = re.compile(r'([a-z_]+)="((?:[^"\\]|\\.)*)"')
OPEN = "application/openmetrics-text; version=1.0.0; charset=utf-8"
# Told only with an object finder, which the daemon here has not. It has a sink, whose far end is not there.
CONDITIONAL = re.compile(r"^wayside_(finder|looks)_")
# What is told once the daemon has looked at pictures, and at its ledger.
LIVING = [r'^wayside_frames_total\{[^}]*result="processed"[^}]*\} [1-9]', "^wayside_ledger_verified 1"]
SINK = """
webhooks:
  - {id: nobody, url: "http://localhost:9/", secret_file: SECRET, private_hosts: [localhost]}
"""


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def ask(port, accept):
    request = urllib.request.Request(f"http://127.0.0.1:{port}/metrics", headers={"Accept": accept})
    with urllib.request.urlopen(request, timeout=5) as answer:
        return answer.headers["Content-Type"], answer.read().decode()


def scrape(wayside, work):
    """Both forms from a daemon that has looked at pictures."""
    port = free_port()
    text = (ROOT / "packaging/etc/wayside.yaml").read_text()
    for old, new in [
        ("/usr/share/wayside/courtyard", str(ROOT / "fixtures/courtyard")),
        ("/var/lib/wayside", str(work / "state")),
        ("127.0.0.1:8420", f"127.0.0.1:{port}"),
        ("policy.yaml", str(ROOT / "seeds/policy.yaml")),
    ]:
        text = text.replace(old, new)
    secret = work / "secret"
    secret.write_text("a secret of at least twenty-four bytes\n")
    secret.chmod(0o600)
    (work / "wayside.yaml").write_text(text + SINK.replace("SECRET", str(secret)))
    daemon = subprocess.Popen([wayside, "daemon", "--quiet", "--config", str(work / "wayside.yaml")])
    try:
        for _ in range(150):
            time.sleep(0.2)
            try:
                kind, plain = ask(port, "text/plain")
            except OSError:
                continue
            if all(re.search(pattern, plain, re.MULTILINE) for pattern in LIVING):
                # Once more, so that an answer was counted before each of the two.
                kind, plain = ask(port, "text/plain")
                return kind, plain, *ask(port, OPEN)
        raise SystemExit("no daemon told of a picture and a whole ledger at /metrics within half a minute")
    finally:
        daemon.terminate()
        daemon.wait(30)


def samples(text):
    """Name, labels, value of every sample."""
    for line in text.splitlines():
        if line and not line.startswith("#"):
            match = SAMPLE.match(line)
            if not match:
                raise SystemExit(f"not a sample: {line}")
            yield match["name"], dict(LABEL.findall(match["labels"] or "")), match["value"]


def family_of(name, metrics):
    """The documented name of a sample, and the label that its type adds."""
    for suffix in ("_bucket", "_sum", "_count"):
        base = name.removesuffix(suffix)
        if base != name and metrics.get(base, {}).get("type") == "histogram":
            return base, {"le"} if suffix == "_bucket" else set()
    return name, set()


def held(text, metrics):
    """What is told and not documented, or documented otherwise, or documented and not told."""
    told = set()
    for name, labels, _ in samples(text):
        family, added = family_of(name, metrics)
        told.add(family)
        if family not in metrics:
            yield f"{name} is not in docs/metrics.md"
        elif set(labels) != set(metrics[family]["labels"]) | added:
            yield f"{name} has the labels {sorted(labels)}, docs/metrics.md says {metrics[family]['labels']}"
    for name, kind in re.findall(r"^# TYPE (\S+) (\S+)$", text, re.MULTILINE):
        if name in metrics and kind != metrics[name]["type"]:
            yield f"{name} is a {kind}, docs/metrics.md says {metrics[name]['type']}"
    for name in metrics:
        if name not in told and not CONDITIONAL.match(name):
            yield f"{name} is in docs/metrics.md and is not told"


def open_form(text):
    """What OpenMetrics asks beyond Prometheus' text."""
    if not text.endswith("# EOF\n"):
        yield "OpenMetrics: the last line is not # EOF"
    kinds = dict(re.findall(r"^# TYPE (\S+) (\S+)$", text, re.MULTILINE))
    for family, kind in kinds.items():
        if kind == "counter" and family.endswith("_total"):
            yield f"OpenMetrics: the family {family} is named with _total"
        if kind == "info" and family.endswith("_info"):
            yield f"OpenMetrics: the family {family} is named with _info"
        for unit in ("seconds", "bytes"):
            if family.endswith(f"_{unit}") and f"# UNIT {family} {unit}\n" not in text:
                yield f"OpenMetrics: {family} has no unit"


def main():
    wayside, promtool, work = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    metrics = documented()
    plain_kind, plain, open_kind, opened = scrape(wayside, work)
    problems = [*held(plain, metrics), *open_form(opened)]
    if not plain_kind.startswith("text/plain; version=0.0.4"):
        problems.append(f"the plain form is told as {plain_kind}")
    if not open_kind.startswith("application/openmetrics-text; version=1.0.0"):
        problems.append(f"OpenMetrics is told as {open_kind}")
    if {name for name, _, _ in samples(plain)} != {name for name, _, _ in samples(opened)}:
        problems.append("the two forms have other samples")
    result = subprocess.run([promtool, "check", "metrics"], input=plain, capture_output=True, text=True)
    if result.returncode != 0 or result.stderr or result.stdout:
        problems.append("promtool: " + result.stderr + result.stdout)
    print("\n".join(problems))
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
