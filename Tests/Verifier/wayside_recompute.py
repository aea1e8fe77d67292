"""Computes every number of a Wayside ledger again, from its policies and events, by the rules of docs/scoring.md. The
arithmetic itself is docs/scoring_reference.py's."""
import hashlib
import os
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections import deque

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs"))
from scoring_reference import decay, severity, weight  # noqa: E402

from wayside_entries import BEHAVIOURS, LEVELS, Bad, parse_canonical, time_ms, time_text  # noqa: E402

MINUTE_MS, DAY_MS = 60_000, 86_400_000
LETTERS = {"info": "I", "low": "L", "medium": "M", "high": "H"}
MOST_STEPS = 5
ORDINARY = {"criticality_percent": 100, "sensitive_hours": []}


# What a policy says -------------------------------------------------------------------------------------------------

def names_place(selector, path):
    """`fire-exit`, `bay/fire-exit` and `depot/bay/fire-exit` name the place depot/bay/fire-exit."""
    return path == selector or path.endswith("/" + selector)


def in_hours(spans, minute):
    """Whether a minute of the UTC day lies in one of the spans, which may go beyond midnight; their ends do not belong."""
    return any(start <= minute < end if start < end else minute >= start or minute < end for start, end in spans)


def steps(rule, unit, value):
    """None below `from`, one at it, one more for each further `each`, five at most."""
    first, each = rule["from_" + unit], rule["each_" + unit]
    return 0 if value < first else min(MOST_STEPS, 1 + (value - first) // each)


class Policy:
    """The rules of a policy, known by the hash of its file."""

    def __init__(self, hash, data):
        """`data`: a line of canonical JSON (docs/scoring.md, "Rules as JSON"); it is read when the policy is activated."""
        self.hash, self.data, self.rules = hash, data, None
        self.plans, self.severities = {}, {}

    def activate(self, number, digest):
        """`digest`: SHA-256 of the rules, when the entry names it."""
        if not self.data.endswith(b"\n"):
            raise Bad(number, f"the rules of its policy, policies/{self.hash}.json, are missing or without an end")
        if digest is not None and hashlib.sha256(self.data[:-1]).hexdigest() != digest:
            raise Bad(number, f"policies/{self.hash}.json does not have the rules that were activated")
        self.rules = parse_canonical(number, self.data[:-1], "the rules of its policy")
        if self.rules.get("rules") != 1:
            raise Bad(number, "the rules of its policy are of a form that is not known")

    def plan(self, source, subject, behaviour):
        """The rule for the place, and the terms for the behaviour that fit it, in order."""
        key = (source, subject, behaviour)
        if key not in self.plans:
            path = f"{source}/{subject}"
            place = next((rule for rule in self.rules["places"] if names_place(rule["place"], path)), ORDINARY)
            self.plans[key] = place, [
                term for term in self.rules["behaviours"] if term["behaviour"] == behaviour
                and (not term["places"] or any(names_place(selector, path) for selector in term["places"]))]
        return self.plans[key]

    def severity(self, vector):
        """Number and level of a vector."""
        if vector not in self.severities:
            self.severities[vector] = severity(vector)[:2]
        return self.severities[vector]


# What a term remembers of a place -------------------------------------------------------------------------------------

class History:
    """The events of one term of one policy at one place that count, in order of time and id.

    `numbers` tells which event each one is, `raw` its weight before the cap, `left` what the cap leaves of it.
    """
    __slots__ = ("term", "times", "numbers", "raw", "left", "window", "used")

    def __init__(self, term):
        self.term = term
        self.times, self.numbers, self.raw, self.left = array("q"), array("q"), array("q"), array("q")
        self.window, self.used = None, 0

    def repetition(self, time):
        """How many there are that are not older than the term says, and not later than `time`."""
        span = self.term["repetition_ms"]
        if span is None:
            return 0
        return min(MOST_STEPS, bisect_right(self.times, time) - bisect_left(self.times, time - span))

    def admit(self, raw, used):
        """What a cap of which so much is used leaves of a weight, and how much is used then."""
        cap = self.term["cap"]
        if cap is None:
            return raw, used
        if "count" in cap:
            return (raw if used < cap["count"] else 0), used + 1
        size = min(abs(raw), max(0, cap["points_mp"] - used))
        return (-size if raw < 0 else size), used + size

    def window_start(self, time):
        return time - time % self.term["cap"]["window_ms"]

    def enter(self, time, number, raw, ids):
        """Enters an event; returns its weight under the cap, and the changes that it makes to events after it."""
        at = bisect_right(self.times, time)
        while at and self.times[at - 1] == time and ids[self.numbers[at - 1]] > ids[number]:
            at -= 1
        self.times.insert(at, time)
        self.numbers.insert(at, number)
        self.raw.insert(at, raw)
        self.left.insert(at, 0)
        if self.term["cap"] is None:
            self.left[at] = raw
            return raw, []
        window = self.window_start(time)
        if at == len(self.times) - 1:
            used = self.used if self.window == window else 0
            self.left[at], self.used = self.admit(raw, used)
            self.window = window
            return self.left[at], []
        changes = self.weigh(window)
        return self.left[at], [(other, change) for other, change in changes if other != number]

    def leave(self, time, number):
        """Takes an event out, as if it had never counted; returns the changes that this makes to others."""
        at = bisect_left(self.times, time)
        while self.numbers[at] != number:
            at += 1
        for column in (self.times, self.numbers, self.raw, self.left):
            del column[at]
        return self.weigh(self.window_start(time)) if self.term["cap"] else []

    def weigh(self, window):
        """Weighs the events of a window again, in order; returns (event, change) for those whose weight changes."""
        first = bisect_left(self.times, window)
        end = bisect_left(self.times, window + self.term["cap"]["window_ms"])
        used, changes = 0, []
        for index in range(first, end):
            left, used = self.admit(self.raw[index], used)
            if left != self.left[index]:
                changes.append((self.numbers[index], left - self.left[index]))
                self.left[index] = left
        if end == len(self.times):
            self.window, self.used = window, used
        return changes


# The ledger -----------------------------------------------------------------------------------------------------------

class Weights:
    """What has been entered that weighs: events by number, with the sum of all entries about each."""

    def __init__(self):
        self.ids, self.number = [], {}
        self.entry, self.time, self.half_life, self.weight = array("q"), array("q"), array("q"), array("q")
        self.subject, self.histories = [], []

    def add(self, evidence, sequence, time, half_life, weight_mp, subject, history):
        self.number[evidence] = len(self.ids)
        self.ids.append(evidence)
        for column, value in ((self.entry, sequence), (self.time, time), (self.half_life, half_life),
                              (self.weight, weight_mp), (self.subject, subject), (self.histories, history)):
            column.append(value)


class Recompute:
    """Takes the entries of a ledger in order, and holds each to what the policies and the events give."""

    def __init__(self, policies, standings_at=None):
        self.policies, self.policy_used, self.at = policies, set(), standings_at
        self.count, self.active = 0, None
        self.weights, self.histories, self.subjects = Weights(), {}, {}
        self.accounts = set()  # ids of exposure, so that none is there twice
        self.due = deque()     # what must follow next, as members and their values
        self.exposures = {}    # by subject, when standings are asked for

    def take(self, entry, event):
        number, kind = entry["sequence"], entry["kind"]
        self.count = number + 1
        if self.due:
            return self.follow(entry, self.due.popleft())
        if kind == "policy-activation":
            self.activate(entry)
        policy = self.policies.get(entry["policy"])
        if policy is None or policy.rules is None:
            raise Bad(number, f"its policy {entry['policy']} was not activated before")
        if kind == "event":
            self.event(entry, event, policy)
        elif kind == "exposure":
            self.exposure(entry)
        elif kind == "adjustment":
            raise Bad(number, "nothing made this adjustment necessary")

    def finish(self):
        if self.due:
            raise Bad(self.count, f"is missing, and must be {self.due[0]}")

    def hold(self, number, entry, values, source="policy and events give"):
        """Every value that was recomputed is the one in the entry."""
        for name, value in values.items():
            if entry.get(name) != value:
                raise Bad(number, f"{name} is {shown(entry.get(name))}, and {source} {shown(value)}")

    def follow(self, entry, wanted):
        self.hold(entry["sequence"], entry, wanted, "what comes before makes it")
        number = self.weights.number[entry["evidence"]]
        self.weights.weight[number] += entry["weight_mp"]

    def subject(self, entry):
        """The subject of an entry about a place or a camera."""
        key = (entry["source"], entry["subject"])
        return self.subjects.setdefault(key, key)

    # Policies

    def activate(self, entry):
        number, policy = entry["sequence"], self.policies.get(entry["policy"])
        if policy is None:
            raise Bad(number, f"its policy {entry['policy']} is missing, or is not the file of that hash")
        policy.activate(number, entry.get("rules"))
        self.hold(number, entry, {"source": "policy", "subject": entry["id"]})
        self.active = policy

    # Events

    def event(self, entry, event, policy):
        number, evidence = entry["sequence"], entry["evidence"]
        if evidence in self.weights.number:
            raise Bad(number, f"event {evidence} is entered a second time")
        time, subject = time_ms(entry["time"]), self.subject(entry)
        if event is not None:
            self.hold(number, entry, {
                "source": event.source, "subject": event.subject, "evidence": event.id, "behaviour": event.behaviour, "phase": event.phase,
                "policy": event.policy}, "its event says")
            if event.time != time:
                raise Bad(number, f"time is {entry['time']}, and its event says {time_text(event.time)}")
        term, factors, place = self.factors(entry, event, policy, time)
        if term is None:
            outcome = "no-term"
        elif entry["phase"] == "ended":
            outcome = "end-of-stay"
        else:
            outcome = "below-confidence" if factors["C"] < term["confidence_permille"] else "counted"
        points = term["points_mp"] if term else 0
        half_life = term["half_life_ms"] if term else 1
        left, repetition, history, changes = 0, 0, None, []
        me = len(self.weights.ids)
        self.weights.add(evidence, number, time, half_life, 0, subject, None)
        if outcome == "counted":
            history = self.history(subject, policy, term)
            repetition = history.repetition(time)
            raw = weight(points, factors["P"], factors["C"])
            left, changes = history.enter(time, me, raw, self.weights.ids)
            if left != raw:
                outcome = "capped"
        factors["R"] = repetition
        vector = "WS1/" + "/".join(f"{letter}:{factors[letter]}" for letter in "BDMHRPC")
        score, level = policy.severity(vector)
        wanted = {"vector": vector, "number": score, "level": level, "outcome": outcome, "points_mp": points,
                  "weight_mp": left, "half_life_ms": half_life,
                  "consequence": self.consequence(policy, level, outcome)}
        if term:
            self.hold(number, entry, {"term": term["id"]})
        elif "term" in entry:
            raise Bad(number, f"term is {entry['term']}, and none of the policy's applies")
        self.hold(number, entry, wanted)
        self.weights.weight[me], self.weights.histories[me] = left, history
        for other, change in changes:
            self.expect_adjustment(entry, other, change, evidence)

    def factors(self, entry, event, policy, time):
        """The term that applies, and the factors of the severity but for repetition."""
        place, terms = policy.plan(entry["source"], entry["subject"], entry["behaviour"])
        minute = time // MINUTE_MS % 1440
        term = next((term for term in terms if not term["hours"] or in_hours(term["hours"], minute)), None)
        factors = {"B": LETTERS[term["level"]] if term else "I", "D": 0, "M": 0,
                   "H": int(in_hours(place["sensitive_hours"], minute)), "P": place["criticality_percent"]}
        if event is None:
            written = self.written_factors(entry)  # the event is erased: D, M and C are known from the vector alone
            factors.update({letter: written[letter] for letter in "DMC"})
            return term, factors, place
        factors["C"] = event.confidence
        if term and term["duration"]:
            factors["D"] = steps(term["duration"], "ms", event.duration)
        if term and term["measure"] and term["measure"]["name"] in event.measures:
            factors["M"] = steps(term["measure"], "thousandths", event.measures[term["measure"]["name"]])
        return term, factors, place

    def written_factors(self, entry):
        parts = entry["vector"].split("/")
        try:
            written = dict(part.split(":") for part in parts[1:])
            factors = {letter: int(written[letter]) for letter in "DMC"}
        except (ValueError, KeyError):
            factors = {"D": -1, "M": 0, "C": 0}
        if not (0 <= factors["D"] <= MOST_STEPS and 0 <= factors["M"] <= MOST_STEPS and 0 <= factors["C"] <= 1000):
            raise Bad(entry["sequence"], f"vector is {entry['vector']!r}, which is none")
        return factors

    def consequence(self, policy, level, outcome):
        line = policy.rules["consequences"]["alarm_from"]
        if outcome not in ("counted", "capped") or line is None or LEVELS.index(level) < LEVELS.index(line):
            return "note"
        return "alarm"

    def history(self, subject, policy, term):
        key = (subject, policy.hash, term["id"])
        if key not in self.histories:
            self.histories[key] = History(term)
        return self.histories[key]

    def expect_adjustment(self, entry, other, change, cause):
        source, subject = self.weights.subject[other]
        self.due.append({
            "kind": "adjustment", "source": source, "subject": subject, "time": time_text(self.weights.time[other]),
            "policy": entry["policy"], "evidence": self.weights.ids[other], "cause": cause, "weight_mp": change,
            "half_life_ms": self.weights.half_life[other]})

    # Exposure

    def exposure(self, entry):
        number, start, end = entry["sequence"], time_ms(entry["start"]), time_ms(entry["time"])
        if entry["evidence"] in self.accounts:
            raise Bad(number, f"account {entry['evidence']} is entered a second time")
        self.accounts.add(entry["evidence"])
        if self.at is not None and end <= self.at:
            blind = sum(entry["blind_ms"].values())
            self.exposures.setdefault(self.subject(entry), []).append((end, entry["observed_ms"], blind))

    # Standings

    def standings(self):
        """Where every place stands at the time that was asked for: a line each, in order of path."""
        sums, weights = {subject: 0 for subject in self.subjects}, self.weights
        for number, time in enumerate(weights.time):
            if time <= self.at and weights.weight[number]:
                sums[weights.subject[number]] += decay(weights.weight[number], self.at - time, weights.half_life[number])
        return [self.standing(subject, total) for subject, total in sorted(sums.items())]

    def standing(self, subject, total):
        rules = self.active.rules
        total += rules["standing"]["start_mp"]
        shown = min(max(total, rules["standing"]["lowest_mp"]), rules["standing"]["highest_mp"])
        since = self.at - rules["exposure"]["window_ms"]
        accounts = [account for account in self.exposures.get(subject, []) if account[0] > since]
        observed = sum(account[1] for account in accounts)
        accounted = observed + sum(account[2] for account in accounts)
        rated = accounted > 0 and observed * 1000 >= accounted * rules["exposure"]["rated_from_permille"]
        words = ["/".join(subject), total, shown, "rated" if rated else "unrated"]
        if rated:
            attention, commend = (rules["consequences"][name] for name in ("attention_below_mp", "commend_from_mp"))
            if attention is not None and total < attention:
                words.append("attention")
            elif commend is not None and total >= commend:
                words.append("commend")
        return " ".join(map(str, words))


def shown(value):
    return "missing" if value is None else value
