"""Computes every number of a Wayside ledger again, from its policies and events, by the rules of docs/scoring.md. The
arithmetic itself is docs/scoring_reference.py's."""
import hashlib
import os
import sys
from array import array
from bisect import bisect_left, bisect_right, insort
from collections import deque

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs"))
from scoring_reference import decay, rounded, severity, weight  # noqa: E402

from wayside_acts import Acts  # noqa: E402
from wayside_entries import ACTS, LEVELS, Bad, parse_canonical, time_ms, time_text  # noqa: E402
from wayside_merits import Merits  # noqa: E402

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
    """What has been entered that weighs, events and merits, by number, with the sum of all entries about each."""

    def __init__(self):
        self.ids, self.number = [], {}
        self.entry, self.time, self.half_life, self.weight = array("q"), array("q"), array("q"), array("q")
        self.subject, self.policy = [], []
        self.history = []         # of events that count, else None
        self.reversed = set()

    def add(self, evidence, sequence, time, half_life, subject, policy):
        """Returns the number; the weight is 0 until it is known."""
        number = self.number[evidence] = len(self.ids)
        self.ids.append(evidence)
        for column, value in ((self.entry, sequence), (self.time, time), (self.half_life, half_life), (self.weight, 0),
                              (self.subject, subject), (self.policy, policy), (self.history, None)):
            column.append(value)
        return number


class Recompute:
    """Takes the entries of a ledger in order, and holds each to what the policies and the events give."""

    def __init__(self, policies, standings_at=None):
        self.policies, self.at, self.count = policies, standings_at, 0
        self.activations, self.active = [], None   # (from when, which policy), in order of entry
        self.weights, self.histories, self.subjects, self.acts = Weights(), {}, {}, Acts()
        self.accounts = set()      # ids of exposure, so that none is there twice
        self.alarms = array("q")   # times of events that alarmed, in order of time
        self.merits = {}           # by subject and policy: one for each merit that the place can earn
        self.stays = {}            # ids of events that ended a stay, by the id of the one that began it
        self.began = {}            # and the other way, by number
        self.events_at = {}        # numbers of events by subject, for appeals
        self.due = deque()         # what must follow next, as members and their values
        self.awaited = None        # the observation of which the event must follow
        self.reversing = None      # (appeal, events) of which the reversals must follow
        self.exposures = {}        # by subject, when standings are asked for

    def take(self, entry, event):
        number, kind = entry["sequence"], entry["kind"]
        self.count = number + 1
        if self.due:
            return self.follow(entry, self.due.popleft())
        if self.awaited is not None and kind != "event":
            raise Bad(number, "must be the event of the observation that was confirmed")
        if self.reversing is not None and kind != "reversal":
            raise Bad(number, f"must be a reversal after appeal {self.reversing[0]}")
        if kind == "policy-activation":
            self.activate(entry)
        policy = self.policy_of(entry)
        if kind == "event":
            self.event(entry, event, policy)
        elif kind == "exposure":
            self.exposure(entry, policy)
        elif kind == "reversal":
            self.reversal(entry, policy)
        elif kind == "purpose":
            self.subject(entry)
            self.acts.uses[entry["source"]] = entry["uses"]
        elif kind == "decision":
            self.decide(entry, policy)
        elif kind in ACTS:
            if kind in ("observation", "appeal"):
                self.subject(entry)
            self.due.extend(self.acts.take(entry, policy))
            if kind == "confirmation" and entry["outcome"] == "confirmed":
                self.awaited = entry["observation"]
        elif kind != "policy-activation":
            raise Bad(number, f"nothing that came before makes this {kind} necessary")

    def finish(self):
        if self.due or self.awaited is not None or self.reversing is not None:
            what = dict(self.due[0]) if self.due else "what the last act makes necessary"
            raise Bad(self.count, f"is missing, and must be {what}")

    def hold(self, number, entry, values, source="policy and events give"):
        """Every value that was recomputed is the one in the entry."""
        for name, value in values.items():
            if entry.get(name) != value:
                raise Bad(number, f"{name} is {shown(entry.get(name))}, and {source} {shown(value)}")

    def follow(self, entry, wanted):
        """An entry that must follow what came before: an adjustment, a merit, a change of authority."""
        self.hold(entry["sequence"], entry, wanted, "what came before gives")
        if entry["kind"] == "authority":
            self.acts.followed(entry)
        elif entry["kind"] == "merit":
            self.weights.entry[self.weights.number[entry["evidence"]]] = entry["sequence"]

    def subject(self, entry):
        """The subject of an entry about a place or a camera."""
        key = (entry["source"], entry["subject"])
        if key not in self.subjects:
            self.subjects[key] = key
            self.acts.cameras.add(key[0])
        return self.subjects[key]

    # Policies

    def activate(self, entry):
        number, policy = entry["sequence"], self.policies.get(entry["policy"])
        if policy is None:
            raise Bad(number, f"its policy {entry['policy']} is missing, or is not the file of that hash")
        policy.activate(number, entry.get("rules"))
        self.hold(number, entry, {"source": "policy", "subject": entry["id"]})
        if "author" in entry:
            self.acts.need(number, entry["author"], "activate")
        self.activations.append((time_ms(entry["time"]), policy))
        self.active, self.names_rules = policy, "rules" in entry

    def policy_of(self, entry):
        """The policy that an entry names. Of what is scored it must be the one that applies at its time: of those that have
        begun the one that began last, of two that began together the later entered, before all of them the first."""
        number, named = entry["sequence"], self.policies.get(entry["policy"])
        if named is None or named.rules is None:
            if entry["policy"] == "" and self.active is None and entry["kind"] in ACTS | {"purpose"}:
                return None
            raise Bad(number, f"its policy {entry['policy']} was not activated before")
        if entry["kind"] in ("event", "exposure"):
            applies = self.applies(time_ms(entry["time"]))
            # Older programs, which did not enter the hash of the rules, scored everything under the last one.
            if named is not applies and (self.names_rules or named is not self.active):
                raise Bad(number, f"policy is {named.hash}, and at that time {applies.hash} applies")
        return named

    def applies(self, time):
        """The policy that applies at a time, as far as activations were entered."""
        applies = self.activations[0]
        for activation in self.activations[1:]:
            if activation[0] <= time and (activation[0] >= applies[0] or applies[0] > time):
                applies = activation
        return applies[1]

    # Events

    def event(self, entry, event, policy):
        number, evidence = entry["sequence"], entry["evidence"]
        if evidence in self.weights.number:
            raise Bad(number, f"event {evidence} is entered a second time")
        time, subject = time_ms(entry["time"]), self.subject(entry)
        if event is not None:
            self.hold(number, entry, {
                "source": event.source, "subject": event.subject, "evidence": event.id, "behaviour": event.behaviour,
                "phase": event.phase, "policy": event.policy}, "its event says")
            if event.time != time:
                raise Bad(number, f"time is {entry['time']}, and its event says {time_text(event.time)}")
        self.seen_by_people(entry, event)
        if "began" in entry and entry["phase"] != "ended":
            raise Bad(number, f"began is {entry['began']}, and the event ends no stay")
        term, factors = self.factors(entry, event, policy, time)
        outcome = self.outcome(term, entry["phase"], factors["C"])
        points, half_life = (term["points_mp"], term["half_life_ms"]) if term else (0, 1)
        left, changes = 0, []
        me = self.weights.add(evidence, number, time, half_life, subject, policy)
        self.events_at.setdefault(subject, []).append(me)
        if outcome == "counted":
            history = self.weights.history[me] = self.history(subject, policy, term)
            factors["R"] = history.repetition(time)
            raw = weight(points, factors["P"], factors["C"])
            left, changes = history.enter(time, me, raw, self.weights.ids)
            self.weights.weight[me] = left
            if left != raw:
                outcome = "capped"
        vector = "WS1/" + "/".join(f"{letter}:{factors[letter]}" for letter in "BDMHRPC")
        score, level = policy.severity(vector)
        if term:
            self.hold(number, entry, {"term": term["id"]})
        elif "term" in entry:
            raise Bad(number, f"term is {entry['term']}, and none of the policy's applies")
        self.hold(number, entry, {
            "vector": vector, "number": score, "level": level, "outcome": outcome, "points_mp": points,
            "weight_mp": left, "half_life_ms": half_life,
            "consequence": self.consequence(policy, level, outcome, time)})
        for other, change in changes:
            self.expect_adjustment(policy, other, change, evidence)
        self.settle_stay(entry, subject, policy, time, outcome)

    def seen_by_people(self, entry, event):
        """An event of a confirmed observation is what the observation says, and no other event claims to be one."""
        number, seen = entry["sequence"], self.awaited
        self.awaited = None
        if seen is None:
            if event is not None and event.detector == "steward":
                raise Bad(number, "no observation was confirmed that this event is of")
            return
        observation = self.acts.observations[seen].entry
        source, place = observation["source"], observation["subject"]
        microseconds = 1000 * time_ms(observation["observed"])
        self.hold(number, entry, {
            "source": source, "subject": place, "time": observation["observed"], "behaviour": observation["behaviour"],
            "phase": "instant",
            "evidence": fnv(source, f"observation@{place}", "instant", microseconds, seen, 0)}, "the observation says")
        if event is not None and (event.confidence, event.detector, event.duration) != (
                observation["confidence"], "steward", 0):
            raise Bad(number, "its event is not what was observed")
        self.acts.became_event(seen, entry["evidence"])

    @staticmethod
    def outcome(term, phase, confidence):
        if term is None:
            return "no-term"
        if phase == "ended":
            return "end-of-stay"
        return "below-confidence" if confidence < term["confidence_permille"] else "counted"

    def factors(self, entry, event, policy, time):
        """The term that applies, and the factors of the severity but for repetition."""
        place, terms = policy.plan(entry["source"], entry["subject"], entry["behaviour"])
        minute = time // MINUTE_MS % 1440
        term = next((term for term in terms if not term["hours"] or in_hours(term["hours"], minute)), None)
        factors = {"B": LETTERS[term["level"]] if term else "I", "D": 0, "M": 0, "R": 0,
                   "H": int(in_hours(place["sensitive_hours"], minute)), "P": place["criticality_percent"]}
        if event is None:
            factors.update(self.written_factors(entry))  # the event is erased: these are known from the vector alone
            return term, factors
        factors["C"] = event.confidence
        if term and term["duration"]:
            factors["D"] = steps(term["duration"], "ms", event.duration)
        if term and term["measure"] and term["measure"]["name"] in event.measures:
            factors["M"] = steps(term["measure"], "thousandths", event.measures[term["measure"]["name"]])
        return term, factors

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

    def consequence(self, policy, level, outcome, time):
        """An alarm from the policy's level on, as long as fewer than its budget were sent in the window; then digest."""
        line, budget = policy.rules["consequences"]["alarm_from"], policy.rules["alarms"]
        if outcome not in ("counted", "capped") or line is None or LEVELS.index(level) < LEVELS.index(line):
            return "note"
        if budget is not None:
            start = time - time % budget["window_ms"]
            sent = bisect_left(self.alarms, start + budget["window_ms"]) - bisect_left(self.alarms, start)
            if sent >= budget["most"]:
                return "digest"
        insort(self.alarms, time)
        return "alarm"

    def history(self, subject, policy, term):
        key = (subject, policy.hash, term["id"])
        if key not in self.histories:
            self.histories[key] = History(term)
        return self.histories[key]

    def expect_adjustment(self, policy, other, change, cause):
        source, subject = self.weights.subject[other]
        self.weights.weight[other] += change
        self.due.append({
            "kind": "adjustment", "source": source, "subject": subject, "time": time_text(self.weights.time[other]),
            "policy": policy.hash, "evidence": self.weights.ids[other], "cause": cause, "weight_mp": change,
            "half_life_ms": self.weights.half_life[other]})

    # Merits

    def merits_at(self, subject, policy):
        """The merits that a place can earn under a policy, in the policy's order."""
        key = (subject, policy.hash)
        if key not in self.merits:
            path = "/".join(subject)
            worth = policy.plan(*subject, "")[0]["criticality_percent"]
            self.merits[key] = [
                Merits(merit, rounded(merit["points_mp"] * worth, 100)) for merit in policy.rules["merits"]
                if not merit["places"] or any(names_place(selector, path) for selector in merit["places"])]
        return self.merits[key]

    def settle_stay(self, entry, subject, policy, time, outcome):
        """A stay has begun or ended, and may have kept the place from a merit."""
        began = entry.get("began")
        if began is not None:
            self.stays.setdefault(began, []).append(entry["evidence"])
            self.began[self.weights.number[entry["evidence"]]] = began
        if not policy.rules["merits"]:
            return
        for merits in self.merits_at(subject, policy):
            if entry["behaviour"] not in merits.rule["without"]:
                continue
            if began is not None:
                windows = merits.end(began, time)
            elif outcome in ("counted", "capped"):
                windows = merits.begin(entry["evidence"], time, self.end_of(entry, time, policy))
            else:
                continue
            self.settle(merits, windows, subject, policy, entry["evidence"])

    def end_of(self, entry, time, policy):
        """When a stay ended, if that has been entered under the same policy."""
        if entry["phase"] == "instant":
            return time
        numbers = [self.weights.number[end] for end in self.stays.get(entry["evidence"], ())]
        return next((self.weights.time[number] for number in numbers
                     if number not in self.weights.reversed and self.weights.policy[number] is policy), None)

    def settle(self, merits, windows, subject, policy, cause):
        """Windows that have changed: what each earns now, and what has been entered about it, must become the same."""
        for start in windows:
            worth, end = merits.worth(start), start + merits.rule["window_ms"]
            evidence = fnv("merit", *subject, policy.hash, merits.rule["id"], start)
            number = self.weights.number.get(evidence)
            if number is None and worth:
                number = self.weights.add(evidence, -1, end, merits.rule["half_life_ms"], subject, policy)
                self.weights.weight[number] = worth
                self.due.append({
                    "kind": "merit", "source": subject[0], "subject": subject[1], "time": time_text(end),
                    "policy": policy.hash, "evidence": evidence, "term": merits.rule["id"], "start": time_text(start),
                    "points_mp": merits.rule["points_mp"], "weight_mp": worth,
                    "half_life_ms": merits.rule["half_life_ms"]})
            elif number is not None and worth != self.weights.weight[number]:
                self.expect_adjustment(policy, number, worth - self.weights.weight[number], cause)

    # Exposure

    def exposure(self, entry, policy):
        number, end = entry["sequence"], time_ms(entry["time"])
        if entry["evidence"] in self.accounts:
            raise Bad(number, f"account {entry['evidence']} is entered a second time")
        self.accounts.add(entry["evidence"])
        subject, observed = self.subject(entry), entry["observed_ms"]
        if self.at is not None and end <= self.at:
            self.exposures.setdefault(subject, []).append((end, observed, sum(entry["blind_ms"].values())))
        if policy.rules["merits"]:
            for merits in self.merits_at(subject, policy):
                self.settle(merits, merits.observe(end, observed), subject, policy, entry["evidence"])

    # Decisions

    def decide(self, entry, policy):
        """An appeal is decided. When it is upheld, every event in question is taken back next."""
        number = entry["sequence"]
        appeal = self.acts.known(entry, number)
        stays = self.in_question(appeal.entry)
        self.due.extend(self.acts.take(
            entry, policy, [[self.weights.ids[event] for event in stay] for stay in stays]))
        waiting = {event for stay in stays for event in stay} - self.weights.reversed
        if entry["outcome"] == "upheld" and waiting:
            self.reversing = (entry["appeal"], waiting)

    def in_question(self, appeal):
        """The events that an appeal is about, as whole stays."""
        subject, weights = self.subject(appeal), self.weights
        if "evidence" in appeal:
            number = weights.number.get(appeal["evidence"])
            named = [number] if number in self.events_at.get(subject, ()) else []
        else:
            start, end = time_ms(appeal["from"]), time_ms(appeal["until"])
            named = [number for number in self.events_at.get(subject, ()) if start <= weights.time[number] < end]
        return [self.whole_stay(number) for number in named]

    def whole_stay(self, number):
        began = self.began.get(number, self.weights.ids[number])
        ends = [self.weights.number[end] for end in self.stays.get(began, ())]
        first = self.weights.number.get(began)
        return ([] if first is None else [first]) + ends

    def reversal(self, entry, policy):
        number = entry["sequence"]
        if self.reversing is None:
            raise Bad(number, "no appeal was upheld that would take this back")
        appeal, waiting = self.reversing
        event = self.weights.number.get(entry["evidence"])
        if event not in waiting:
            raise Bad(number, f"appeal {appeal} is not about event {entry['evidence']}")
        weights, subject = self.weights, self.weights.subject[event]
        self.hold(number, entry, {
            "source": subject[0], "subject": subject[1], "time": time_text(weights.time[event]), "appeal": appeal,
            "weight_mp": -weights.weight[event], "half_life_ms": weights.half_life[event],
            "policy": weights.policy[event].hash}, "what was entered about the event gives")
        waiting.remove(event)
        weights.reversed.add(event)
        weights.weight[event] = 0
        if not waiting:
            self.reversing = None
        cause = f"appeal {appeal}"
        if history := weights.history[event]:
            for other, change in history.leave(weights.time[event], event):
                self.expect_adjustment(policy, other, change, cause)
        for merits in self.merits_at(subject, policy) if policy.rules["merits"] else ():
            self.settle(merits, merits.forget(entry["evidence"]), subject, policy, cause)

    # Standings

    def standings(self):
        """Where every place stands at the time that was asked for: a line each, in order of path."""
        sums, weights = {subject: 0 for subject in self.subjects}, self.weights
        for number, time in enumerate(weights.time):
            if time <= self.at and weights.weight[number]:
                sums[weights.subject[number]] += decay(weights.weight[number], self.at - time, weights.half_life[number])
        return [self.standing(subject, total) for subject, total in sorted(sums.items())]

    def standing(self, subject, total):
        rules = self.applies(self.at).rules
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


def fnv(*parts):
    """FNV-1a with 128 bits (RFC 9923) over the parts with a unit separator between them: how Wayside names things."""
    hash = 0x6C62272E07BB014262B821756295C58D
    for byte in "\x1f".join(map(str, parts)).encode():
        hash = (hash ^ byte) * 0x1000000000000000000013B & (1 << 128) - 1
    return f"{hash:032x}"


def shown(value):
    return "missing" if value is None else value
