#!/usr/bin/env python3
"""Has promtool read every query of the Grafana dashboard, and holds the metrics in it and in the rules to docs/metrics.md.

    dashboard.py PROMTOOL WORKING_DIRECTORY
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import yaml
from documented import documented

ROOT = Path(__file__).resolve().parents[2]
NAME = re.compile(r"\b(?:wayside|process)_[a-z_]+\b")


def queries(dashboard):
    """Expressions of all panels with what Grafana would put in for its variables."""
    for panel in dashboard["panels"]:
        for target in panel.get("targets", []):
            text = target["expr"].replace("$__rate_interval", "1m")
            yield panel["title"], re.sub(r"\$(instance|camera)", ".*", text)


def unknown(where, text, metrics):
    """Names in a query that docs/metrics.md does not have."""
    for name in sorted(set(NAME.findall(text))):
        family = name
        for suffix in ("_bucket", "_sum", "_count"):
            base = name.removesuffix(suffix)
            if base != name and metrics.get(base, {}).get("type") == "histogram":
                family = base
        if family not in metrics:
            yield f"{where}: {name} is not in docs/metrics.md"
    for label in re.findall(r"([a-z_]+) *(?:=~|!~|!=|=) *\"", text):
        if label not in ("job", "instance") and not any(label in m["labels"] for m in metrics.values()):
            yield f"{where}: no metric has the label {label}"


def main():
    promtool, work = sys.argv[1], Path(sys.argv[2])
    metrics, problems = documented(), []
    dashboard = json.loads((ROOT / "packaging/grafana/wayside.json").read_text())
    rules = []
    for number, (title, text) in enumerate(queries(dashboard)):
        problems += unknown(title, text, metrics)
        rules.append({"record": f"panel:{number}", "expr": text})
    if len(rules) < 20:
        problems.append(f"only {len(rules)} queries were found")
    alerts = yaml.safe_load((ROOT / "packaging/prometheus/wayside.rules.yaml").read_text())["groups"][0]["rules"]
    text = (ROOT / "docs/metrics.md").read_text()
    for alert in alerts:
        problems += unknown(alert["alert"], alert["expr"], metrics)
        if f"| `{alert['alert']}` |" not in text:
            problems.append(f"{alert['alert']} is not in docs/metrics.md")
    file = work / "dashboard.rules.yaml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "dashboard", "rules": rules}]}))
    result = subprocess.run([promtool, "check", "rules", str(file)], capture_output=True, text=True)
    if result.returncode != 0:
        problems.append(result.stderr + result.stdout)
    print("\n".join(problems))
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
