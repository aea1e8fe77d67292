"""Which windows earn a merit at a place (docs/scoring.md, "Merits")."""
from bisect import bisect_left, bisect_right, insort

UNENDED_MS = 86_400_000  # how long a stay is taken to last whose end was not entered


class Merits:
    """One merit of one policy at one place. What a window earns depends on what is known of it, not on the order in which
    that came; every method returns the closed windows that may earn something else afterwards."""

    def __init__(self, rule, worth):
        """`rule`: as in the policy; `worth`: what a window is worth at this place, in milli-points."""
        self.rule, self.full = rule, worth
        self.observed, self.starts = {}, []      # milliseconds observed by window; the windows in order of time
        self.closed = None                       # end of the latest account: windows that end then or before are closed
        self.stays, self.order = {}, []          # (began, reaches) by the id of what began it; the same in order of time
        self.longest = 0

    def window(self, time):
        return time - time % self.rule["window_ms"]

    def observe(self, end, observed):
        """An account that ends then. It belongs to the window in which its last moment lies."""
        start, length = self.window(end - 1), self.rule["window_ms"]
        if start not in self.observed:
            self.observed[start] = 0
            insort(self.starts, start)
        self.observed[start] += observed
        before, self.closed = self.closed, end if self.closed is None else max(self.closed, end)
        if before is not None and start + length <= before:
            return [start]
        first = 0 if before is None else bisect_right(self.starts, before - length)
        return self.starts[first:bisect_right(self.starts, self.closed - length)]

    def between(self, first, last):
        """Closed windows that a stay from one time to another touches, as far as there are accounts of them."""
        if self.closed is None:
            return []
        end = min(bisect_right(self.starts, last), bisect_right(self.starts, self.closed - self.rule["window_ms"]))
        return self.starts[bisect_left(self.starts, self.window(first)):end]

    def begin(self, evidence, time, end):
        """A stay began, or something happened in a moment (`end` is `time` then); `end`: None when it is not known."""
        reaches = time + UNENDED_MS if end is None else end
        self.put(evidence, time, reaches)
        return self.between(time, reaches)

    def end(self, evidence, time):
        """A stay ended. When its beginning does not count, or was not entered, nothing changes."""
        if evidence not in self.stays:
            return []
        began, reached = self.take(evidence)
        self.put(evidence, began, time)
        return self.between(began, max(reached, time))

    def forget(self, evidence):
        """A stay was taken back."""
        return self.between(*self.take(evidence)) if evidence in self.stays else []

    def put(self, evidence, began, reaches):
        self.stays[evidence] = (began, reaches)
        insort(self.order, (began, reaches))
        self.longest = max(self.longest, reaches - began)

    def take(self, evidence):
        stay = self.stays.pop(evidence)
        del self.order[bisect_left(self.order, stay)]
        return stay

    def worth(self, start):
        """What a window earns: nothing when it was observed too little, or something that the merit excludes touched it."""
        length = self.rule["window_ms"]
        if self.observed.get(start, 0) * 1000 < self.rule["observed_permille"] * length:
            return 0
        first = bisect_left(self.order, (start - self.longest,))
        last = bisect_left(self.order, (start + length,))
        return 0 if any(reaches >= start for _, reaches in self.order[first:last]) else self.full
