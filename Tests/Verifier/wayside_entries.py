"""The form of every entry of a Wayside ledger (docs/ledger.md, "Canonical form of an entry"): which members it has, in
which order, and what may stand in them. A line in any other form is not an entry."""
import json
import re

# A time, in milliseconds since 1970 ----------------------------------------------------------------------------------

DAY_MS = 86_400_000
TIME = re.compile(r"(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)\.(\d{3})Z", re.ASCII)
LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
days_known = {}


class Bad(Exception):
    """Something is wrong: with an entry, by its number, or with a file, by its name."""

    def __init__(self, where, what):
        super().__init__(f"entry {where}: {what}" if isinstance(where, int) else f"{where}: {what}")
        self.where = where


def day_number(date):
    """Days since 1970-01-01; None when there is no such day. (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".)"""
    year, month, day = map(int, date.split("-"))
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if not 1 <= month <= 12 or not 1 <= day <= LENGTHS[month - 1] + (leap and month == 2):
        return None
    year -= month <= 2
    era, year_of_era = divmod(year, 400)
    day_of_year = (153 * (month - 3 if month > 2 else month + 9) + 2) // 5 + day - 1
    return era * 146_097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - 719_468


def time_ms(text):
    """RFC 3339 in UTC with three decimals, as milliseconds since 1970; None when it is anything else."""
    match = TIME.fullmatch(text) if type(text) is str else None
    if not match:
        return None
    date, hour, minute, second, millisecond = match.groups()
    if date not in days_known:
        if len(days_known) > 100_000:
            days_known.clear()
        days_known[date] = day_number(date)
    day = days_known[date]
    if day is None:
        return None
    return day * DAY_MS + int(hour) * 3_600_000 + int(minute) * 60_000 + int(second) * 1000 + int(millisecond)


def time_text(milliseconds):
    """The inverse of `time_ms`, by the same source's `civil_from_days`."""
    days, rest = divmod(milliseconds, DAY_MS)
    era, day_of_era = divmod(days + 719_468, 146_097)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    march = (5 * day_of_year + 2) // 153  # months since March, with which such a year begins
    day, month = day_of_year - (153 * march + 2) // 5 + 1, march + 3 if march < 10 else march - 9
    year, seconds = year_of_era + 400 * era + (month <= 2), rest // 1000
    return (f"{year:04}-{month:02}-{day:02}T{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
            f".{rest % 1000:03}Z")


# JSON in its one spelling --------------------------------------------------------------------------------------------

encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


def canonical_json(value):
    """No white space; escapes only where they must be, \\b and \\f by their numbers."""
    text = encode(value)
    if "\\b" in text or "\\f" in text:
        text = re.sub(r'\\[\\"/bfnrt]', lambda escape: {"\\b": "\\u0008", "\\f": "\\u000c"}.get(escape[0], escape[0]), text)
    return text


def parse_canonical(number, line, what):
    try:
        text = line.decode()
        value = json.loads(text)
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise Bad(number, f"{what} is no JSON") from None
    if type(value) is not dict or canonical_json(value) != text:
        raise Bad(number, f"{what} is not in canonical form")
    return value


# What may stand in a member ------------------------------------------------------------------------------------------

def text(value):
    return type(value) is str


def whole(value):
    return type(value) is int and -2**63 <= value < 2**63


def natural(value):
    return type(value) is int and 0 <= value < 2**63


def positive(value):
    return type(value) is int and 1 <= value < 2**63


def permille(value):
    return type(value) is int and 0 <= value <= 1000


def time(value):
    return time_ms(value) is not None


def digest(value):
    """SHA-256 in hex: of a file, of an event's line, or of something private with its salt."""
    return type(value) is str and re.fullmatch("[0-9a-f]{64}", value) is not None


def word(*words):
    known = frozenset(words)
    return lambda value: type(value) is str and value in known


def list_of(kind):
    return lambda value: type(value) is list and all(map(kind, value))


def lost_time(value):
    return type(value) is dict and all(map(whole, value.values()))


BEHAVIOURS = ("motion", "line-crossed", "zone-entered", "loitering", "occupancy", "overcrowding", "wrong-way", "speeding",
              "exit-blocked", "object-left", "object-removed", "fall", "camera-tampered", "signal-lost")
LEVELS = ("info", "low", "medium", "high")
ROLES = ("viewer", "steward", "reviewer", "auditor", "administrator")
USES = ("safety", "maintenance", "appeal", "audit", "accuracy", "information")

COMMON = (("sequence", natural), ("kind", text), ("source", text), ("subject", text), ("time", time), ("policy", text))
# A member with a question mark may be left out.
KINDS = {
    "event": (
        ("evidence", text), ("content?", digest), ("behaviour", word(*BEHAVIOURS)),
        ("phase", word("instant", "began", "ended")), ("began?", text), ("term?", text), ("vector", text), ("number", natural),
        ("level", word(*LEVELS)), ("outcome", word("counted", "capped", "end-of-stay", "below-confidence", "no-term")),
        ("points_mp", whole), ("weight_mp", whole), ("half_life_ms", positive),
        ("consequence", word("note", "alarm", "digest"))),
    "adjustment": (("evidence", text), ("cause", text), ("weight_mp", whole), ("half_life_ms", positive)),
    "exposure": (("evidence", text), ("start", time), ("observed_ms", natural), ("blind_ms", lost_time)),
    "policy-activation": (
        ("id", text), ("version", positive), ("reason", text), ("rules?", digest), ("author?", text)),
    "merit": (
        ("evidence", text), ("term", text), ("start", time), ("points_mp", whole), ("weight_mp", whole),
        ("half_life_ms", positive)),
    "reversal": (("evidence", text), ("appeal", positive), ("weight_mp", whole), ("half_life_ms", positive)),
    "purpose": (("text", text), ("uses", list_of(word(*USES)))),
    "steward": (("author", text), ("change", word("added", "roles", "token", "left")), ("roles", list_of(word(*ROLES)))),
    "authority": (
        ("author", text), ("state", word("good-standing", "under-review", "suspended")),
        ("cause", word("overturned", "one-sided", "upheld", "reinstated")), ("entry?", natural)),
    "observation": (
        ("author", text), ("behaviour", word(*BEHAVIOURS)), ("observed", time), ("confidence", permille),
        ("note", digest), ("attachments", list_of(digest))),
    "confirmation": (
        ("author", text), ("observation", natural), ("outcome", word("confirmed", "rejected")), ("note", digest)),
    "appeal": (
        ("number", positive), ("evidence?", text), ("from?", time), ("until?", time), ("due", time), ("note", digest)),
    "reply": (("appeal", positive), ("note", digest)),
    "decision": (("author", text), ("appeal", positive), ("outcome", word("upheld", "dismissed")), ("note", digest)),
    "escalation": (("appeal", positive), ("due", time)),
    "access": (
        ("author", text), ("act", word("look", "export", "query")), ("use", word(*USES)),
        ("outcome", word("granted", "refused")), ("object", text)),
    "erasure": (
        ("author", text), ("cause", word("retention", "request")), ("events_before?", time), ("notes", list_of(digest))),
}
FORMS = {kind: COMMON + members for kind, members in KINDS.items()}
# What somebody did at its time, and not what was observed or follows.
ACTS = frozenset(("steward", "authority", "observation", "confirmation", "appeal", "reply", "decision", "escalation",
                  "access", "erasure"))


def read_entry(number, line):
    """The members of an entry, in canonical form and with `number` as its sequence."""
    entry = parse_canonical(number, line, "the line")
    form = FORMS.get(entry.get("kind"))
    if form is None:
        raise Bad(number, "is of no known kind")
    names = iter(entry)
    name = next(names, None)
    for member, fits in form:
        if member.endswith("?"):
            member = member[:-1]
            if name != member:
                continue
        elif name != member:
            raise Bad(number, f"has {name} where {member} must stand")
        if not fits(entry[member]):
            raise Bad(number, f"{member} cannot be {entry[member]!r}")
        name = next(names, None)
    if name is not None:
        raise Bad(number, f"has a member {name} too many")
    if entry["sequence"] != number:
        raise Bad(number, f"has the number {entry['sequence']}")
    if entry["kind"] == "appeal" and ("evidence" in entry, "from" in entry, "until" in entry) not in (
            (True, False, False), (False, True, True)):
        raise Bad(number, "must name an event, or a span of time")
    return entry


# An event as it was published (docs/formats.md) -----------------------------------------------------------------------

class Event:
    """What a score takes from an event."""
    __slots__ = ("id", "source", "subject", "behaviour", "rule", "phase", "time", "duration", "confidence", "measures",
                 "start", "detector", "policy")


def thousandths(number, value):
    """A decimal number with at most three decimals, times 1000. What was no number when it was written is 0."""
    if value is None:
        return 0
    if type(value) is int:
        return 1000 * value
    rounded = round(value * 1000)
    if type(value) is not float or rounded / 1000 != value:
        raise Bad(number, f"the event has {value!r} where a number with three decimals must stand")
    return rounded


MOST = 10**15  # thousandths: no measure counts for more


def read_event(number, line):
    """Reads an event's line, which is JSON in canonical form."""
    value = parse_canonical(number, line, "the event's line")
    try:
        data, event = value["data"], Event()
        event.id, event.source, event.subject = value["id"], value["source"], value["subject"]
        event.behaviour = value["type"].removeprefix("wayside.observed.").removesuffix(".v1")
        event.rule, event.phase, event.detector, event.policy = (
            data["rule"], data["phase"], data["detector"], data.get("policy"))
        event.time, event.start = time_ms(value["time"]), time_ms(data["start"])
        end = time_ms(data["end"]) if "end" in data else event.time
        event.duration = end - event.start
        event.confidence = min(max(thousandths(number, data["confidence"]), 0), 1000)
        event.measures = {name: min(max(thousandths(number, measure["value"]), -MOST), MOST)
                          for name, measure in data.get("measures", {}).items()}
    except (KeyError, TypeError, AttributeError):
        raise Bad(number, "the event lacks a member that its score needs, or has it in another form") from None
    return event
