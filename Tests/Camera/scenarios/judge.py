"""Judges what wayside printed: each line of standard input is "words | expression", the expression must be true.

usage: judge.py PREFIX NAME=FILE...

A FILE of JSON values, one per line, is a list by its NAME; lines that a time stands before (seconds) are values with that
time under "_at". Of a list that ends with a summary, NAME_summary is that summary and NAME_events the events before it.
An expression may also use the functions below. Its value is printed when it is not true.
"""

import json
import sys


def read(path):
    """All JSON values of a file, with the times that stand before them."""
    values = []
    for line in open(path, encoding="utf-8"):
        at, text = None, line.strip()
        if text and text[0].isdigit() and " " in text:
            at, text = text.split(" ", 1)
        if not text.startswith("{"):
            continue
        value = json.loads(text)
        if at:
            value["_at"] = float(at)
        values.append(value)
    return values


def skipped(summary, *reasons):
    """Pictures skipped for these reasons, or for any."""
    counts = summary.get("skipped", {})
    return sum(counts.values()) if not reasons else sum(counts.get(reason, 0) for reason in reasons)


def accounted(summary):
    """Whether each picture that the driver numbered is processed, skipped by reason or dropped by reason."""
    driver, dropped = summary["driver"], summary["dropped"]
    return (
        driver["sent"] == summary["received"] + sum(dropped.values())
        and summary["received"] == summary["processed"] + skipped(summary)
        and driver["dropped"] == sum(dropped.values())
    )


def lost(events, phase):
    """The signal-lost events of a phase, `began` or `ended`."""
    return [e for e in events if "signal-lost" in e.get("type", "") and e.get("data", {}).get("phase") == phase]


def delays(marks, name, events):
    """For each mark of this name the seconds until the event that answers it, infinite when none did. Both come in the same
    order; the program may be quicker than the script is with noting its mark."""
    times = [e["_at"] for e in events]
    noted = [m["_at"] for m in marks if m["mark"] == name]
    return [max(0, times[k] - at) if k < len(times) else float("inf") for k, at in enumerate(noted)]



def flat(marks, key, first=10):
    """Whether a number noted at marks does not grow from the first-th mark on; of few marks, from the middle one on."""
    values = [m[key] for m in marks if key in m]
    values = values[min(first, (len(values) + 1) // 2) - 1 :] if values else []
    return len(values) > 1 and max(values) <= values[0]


def main():
    names = {name: value for name, value in globals().items() if callable(value)}
    for argument in sys.argv[2:]:
        name, path = argument.split("=", 1)
        try:
            names[name] = read(path)
        except (OSError, ValueError) as error:
            print(f"FAIL  {sys.argv[1]} {path}: {error}")
            names[name] = []
        if names[name] and "summary" in names[name][-1].get("type", ""):
            names[name + "_summary"], names[name + "_events"] = names[name][-1], names[name][:-1]
    for line in sys.stdin:
        words, _, expression = line.strip().partition(" | ")
        if not expression:
            continue
        try:
            value, why = eval(expression, names), ""
        except Exception as error:  # a key that is missing is a check that failed
            value, why = False, f" ({type(error).__name__}: {error})"
        if value:
            print(f"ok    {sys.argv[1]} {words}")
        else:
            print(f"FAIL  {sys.argv[1]} {words}{why}: {expression}")
    return 0


sys.exit(main())
