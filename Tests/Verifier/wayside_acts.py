"""Who may do what, and what follows for whom: holds every act in a Wayside ledger to docs/stewards.md and docs/appeals.md.
Acts are in order of time; nobody judges what they have made; no right is used that an account does not have."""
from wayside_entries import Bad, time_ms, time_text

ALL = frozenset(("query", "look", "observe", "confirm", "decide", "export", "verify", "activate", "accounts", "reinstate",
                 "erase"))
RIGHTS = {
    "viewer": {"query"},
    "steward": {"query", "look", "observe", "confirm"},
    "reviewer": {"query", "look", "confirm", "decide"},
    "auditor": {"query", "look", "export", "verify"},
    "administrator": {"query", "activate", "accounts", "reinstate", "erase"},
}
# What a standing of authority leaves of them.
LEFT = {"good-standing": ALL, "under-review": ALL - {"confirm", "decide"}, "suspended": {"query"}}
USUAL_USES = ("safety", "appeal", "audit")
SPAN_MS = 30 * 86_400_000


class Authority:
    """The authority of one steward. Two marks: under review; three: suspended. Three upheld in a row take a mark away."""

    def __init__(self):
        self.marks, self.upheld, self.one_sided, self.suspended, self.seen = 0, 0, False, False, []

    def state(self):
        if self.suspended:
            return "suspended"
        return "under-review" if self.one_sided or self.marks >= 2 else "good-standing"

    def overturn(self):
        self.marks, self.upheld = self.marks + 1, 0
        self.suspended = self.suspended or self.marks >= 3

    def uphold(self):
        self.upheld += 1
        if self.upheld == 3:
            self.marks, self.upheld = max(0, self.marks - 1), 0

    def observe(self, place, time):
        """One-sided: six or more, and more than seven of ten, of the latest ten within 30 days are about one place."""
        self.seen = (self.seen + [(place, time)])[-10:]
        recent = [where for where, when in self.seen if when > time - SPAN_MS]
        same = recent.count(place)
        self.one_sided = self.one_sided or (same >= 6 and same * 10 > len(recent) * 7)


class Account:
    def __init__(self, roles):
        self.roles, self.left, self.state, self.authority = roles, False, "good-standing", Authority()

    def may(self, right):
        return not self.left and right in LEFT[self.state] and any(right in RIGHTS[role] for role in self.roles)


class Observation:
    """Something that was entered by hand."""

    def __init__(self, entry):
        self.entry, self.verdict, self.event, self.overturned, self.defended = entry, None, None, False, False

    def makers(self):
        return [self.entry["author"]] + ([self.verdict["author"]] if self.verdict else [])


class Appeal:
    def __init__(self, entry):
        self.entry, self.decision, self.escalated, self.events = entry, None, False, set()


class Acts:
    """Takes every act in order. Each method returns what must follow the act: entries about the authority of stewards."""

    def __init__(self):
        self.last, self.accounts, self.observations, self.appeals, self.uses = None, {}, {}, {}, {}
        self.of_event = {}   # observations by the event that they became
        self.cameras = set() # every source that something was entered about
        self.committed, self.erased = {}, set()  # the entry of each commitment; those whose content was erased

    def take(self, entry, policy, stays=None):
        """`stays`: what an appeal that is decided is about, as lists of event ids."""
        number, time = entry["sequence"], time_ms(entry["time"])
        if self.last is not None and time < self.last:
            raise Bad(number, f"time is {entry['time']}, and the act before it was at {time_text(self.last)}")
        self.last = time
        for commitment in [entry[name] for name in ("note",) if name in entry] + entry.get("attachments", []):
            self.committed[commitment] = number
        if entry["kind"] == "decision":
            return self.decision(entry, number, time, stays)
        return getattr(self, entry["kind"])(entry, number, time, policy) or []

    def need(self, number, author, right):
        account = self.accounts.get(author)
        if account is None or not account.may(right):
            raise Bad(number, f"{author} had no right to {right}")
        return account

    def judge(self, number, names, right, cause):
        """What it means for the authority of stewards that something of theirs was judged."""
        return [follow for name in names if (follow := self.authority_change(
            number, name, cause, lambda authority: authority.uphold() if right else authority.overturn()))]

    def authority_change(self, number, name, cause, change):
        account = self.accounts.get(name)
        if account is None:
            return None
        before = account.authority.state()
        change(account.authority)
        after = account.authority.state()
        if after == before:
            return None
        return {"kind": "authority", "source": "steward", "subject": name, "author": "wayside", "state": after,
                "cause": cause, "entry": number}

    # Accounts

    def steward(self, entry, number, time, policy):
        name, author, roles, change = entry["subject"], entry["author"], entry["roles"], entry["change"]
        account = self.accounts.get(name)
        first = not any("administrator" in other.roles for other in self.accounts.values())
        if change == "added":
            if not (first and author == name and roles == ["administrator"]):
                self.need(number, author, "accounts")
            if account is not None or name == "wayside":
                raise Bad(number, f"there was an account {name} already")
            if not together(roles):
                raise Bad(number, f"{roles} do not go together")
            self.accounts[name] = Account(roles)
            return
        if not (change == "token" and author == name):
            self.need(number, author, "accounts")
        if account is None or account.left:
            raise Bad(number, f"there is no account {name}")
        if change == "roles":
            if author == name or not together(roles):
                raise Bad(number, f"{author} cannot give {name} the roles {roles}")
            account.roles = roles
        elif change == "left":
            account.left = True
        elif roles != account.roles:
            raise Bad(number, f"roles are {roles}, and {name} has {account.roles}")

    def authority(self, entry, number, time, policy):
        """Restored by another; whatever follows by itself is held to what it follows from, and does not come here."""
        account = self.accounts.get(entry["subject"])
        if entry["cause"] != "reinstated" or entry["state"] != "good-standing" or account is None:
            raise Bad(number, "nothing made this change of authority necessary")
        if entry["author"] == entry["subject"] or account.state == "good-standing" or account.left:
            raise Bad(number, f"{entry['author']} cannot reinstate {entry['subject']}")
        self.need(number, entry["author"], "reinstate")
        account.authority, account.state = Authority(), "good-standing"

    def followed(self, entry):
        """An entry about authority that had to follow."""
        self.accounts[entry["subject"]].state = entry["state"]

    # What was seen by people

    def observation(self, entry, number, time, policy):
        if time_ms(entry["observed"]) > time:
            raise Bad(number, "was seen after it was entered")
        self.need(number, entry["author"], "observe")
        self.observations[number] = Observation(entry)
        place = (entry["source"], entry["subject"])
        change = self.authority_change(number, entry["author"], "one-sided",
                                       lambda authority: authority.observe(place, time))
        return [change] if change else []

    def confirmation(self, entry, number, time, policy):
        seen, author = self.observations.get(entry["observation"]), entry["author"]
        if seen is None or seen.verdict is not None:
            raise Bad(number, f"entry {entry['observation']} is no observation that waits")
        if author == seen.entry["author"]:
            raise Bad(number, f"{author} judges an observation of their own")
        if (entry["source"], entry["subject"]) != (seen.entry["source"], seen.entry["subject"]):
            raise Bad(number, "is about another place than the observation")
        account = self.need(number, author, "confirm")
        if self.accounts[seen.entry["author"]].state != "good-standing" and "reviewer" not in account.roles:
            raise Bad(number, f"{author} is no reviewer, and {seen.entry['author']} is not in good standing")
        seen.verdict = entry
        confirmed = entry["outcome"] == "confirmed"
        return self.judge(number, [seen.entry["author"]], confirmed, "upheld" if confirmed else "overturned")

    # Appeals

    def appeal(self, entry, number, time, policy):
        if entry["number"] != len(self.appeals) + 1:
            raise Bad(number, f"number is {entry['number']}, and {len(self.appeals) + 1} comes next")
        due = time + policy.rules["appeals"]["decide_within_ms"]
        if time_ms(entry["due"]) != due:
            raise Bad(number, f"due is {entry['due']}, and the policy gives {time_text(due)}")
        self.appeals[entry["number"]] = Appeal(entry)

    def known(self, entry, number):
        appeal = self.appeals.get(entry["appeal"])
        if appeal is None or (entry["source"], entry["subject"]) != (appeal.entry["source"], appeal.entry["subject"]):
            raise Bad(number, f"there is no appeal {entry['appeal']} about this place")
        return appeal

    def reply(self, entry, number, time, policy):
        self.known(entry, number)

    def escalation(self, entry, number, time, policy):
        appeal = self.known(entry, number)
        if appeal.decision or appeal.escalated or entry["due"] != appeal.entry["due"] or time_ms(entry["due"]) >= time:
            raise Bad(number, f"appeal {entry['appeal']} was not overdue")
        appeal.escalated = True

    def decision(self, entry, number, time, stays):
        appeal, author = self.known(entry, number), entry["author"]
        if appeal.decision is not None:
            raise Bad(number, f"appeal {entry['appeal']} was decided already")
        seen = [self.observations[self.of_event[event]] for stay in stays for event in stay if event in self.of_event]
        if any(author in observation.makers() for observation in seen):
            raise Bad(number, f"{author} decides about an event of their own")
        appeal.events = {event for stay in stays for event in stay}
        for other in self.appeals.values():
            if other.decision and other.decision["author"] == author and other.events & appeal.events:
                raise Bad(number, f"{author} has decided about the same before, appeal {other.entry['number']}")
        account = self.accounts.get(author)
        late = account and time > time_ms(appeal.entry["due"]) and "administrator" in account.roles \
            and not account.left and account.state == "good-standing"
        if not late:
            self.need(number, author, "decide")
        appeal.decision, upheld, follows = entry, entry["outcome"] == "upheld", []
        for observation in sorted((one for one in seen if not one.overturned), key=lambda one: one.entry["sequence"]):
            if upheld:
                observation.overturned = True
            elif "evidence" not in appeal.entry or observation.defended:
                continue
            else:
                observation.defended = True
            follows += self.judge(number, observation.makers(), not upheld, "overturned" if upheld else "upheld")
        return follows

    def became_event(self, number, evidence):
        self.observations[number].event, self.of_event[evidence] = evidence, number

    # What was looked at and erased

    def access(self, entry, number, time, policy):
        if entry["author"] not in self.accounts:
            raise Bad(number, f"there is no account {entry['author']}")
        if entry["outcome"] == "refused":
            return
        self.need(number, entry["author"], entry["act"])
        for source in sorted(self.cameras) if entry["source"] == "ledger" else [entry["source"]]:
            if entry["use"] not in self.uses.get(source, USUAL_USES):
                raise Bad(number, f"was granted for {entry['use']}, for which {source} may not be used")

    def erasure(self, entry, number, time, policy):
        self.need(number, entry["author"], "erase")
        for commitment in entry["notes"]:
            if commitment not in self.committed:
                raise Bad(number, f"erases {commitment}, to which no entry commits")
        self.erased.update(entry["notes"])


def together(roles):
    """Whoever gives out rights makes and judges no entries."""
    return bool(roles) and not ("administrator" in roles and ("steward" in roles or "reviewer" in roles))
