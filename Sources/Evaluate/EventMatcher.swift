package import Base

/// Compares the events of one recording with its truth.
///
/// An event stands for at most one line of truth and a line for at most one event: a second event for one stay is false.
/// Of all ways to pair them, one with the most pairs is taken, and of those the one with the least difference in time.
/// Pairs of one place and direction are then put in order of time.
package enum EventMatcher {
    /// Judges the events of one recording.
    /// - Parameters:
    ///   - rules: the rules that ran; with the truth they say which behaviours and places are judged.
    ///   - start: time of the recording's first picture.
    ///   - duration_s: length of the recording, for rates and for spans that had not ended.
    package static func judge(
        _ events: [ObservedEvent], truth: Truth, rules: [RuleSettings], name: String, start: Timestamp,
        duration_s: Double
    ) -> FixtureResult {
        let scope = JudgedScope(truth: truth, rules: rules)
        let judged = JudgedEvent.all(events, start: start, duration_s: duration_s).filter(scope.contains)
        let counting = judged.filter { event in truth.counts.contains { JudgedSubject($0).meets(event.subject) } }
        let single = judged.filter { event in !truth.counts.contains { JudgedSubject($0).meets(event.subject) } }
        var result = FixtureResult(name: name, judged_s: judgedLength_s(truth, duration_s))
        for behaviour in Behaviour.allCases where scope.behaviours.contains(behaviour) {
            result.tallies.append(BehaviourTally(behaviour: behaviour))
        }
        judgeSingles(single, truth, &result)
        judgeTotals(counting, truth, &result)
        result.sortLists()
        return result
    }

    private static func judgeSingles(_ events: [JudgedEvent], _ truth: Truth, _ result: inout FixtureResult) {
        let eventIgnored = events.map { truth.isIgnored($0.onset_s) }
        let truthIgnored = truth.events.map { truth.isIgnored($0.onset_s) }
        let pairs = inTimeOrder(
            match(truth.events, events, truth.tolerance_s) { !truthIgnored[$0] && !eventIgnored[$1] }, truth.events,
            events)
        var truthDone = truthIgnored, eventDone = eventIgnored
        for (due, found) in pairs {
            result.addFound(truth.events[due], events[found])
            (truthDone[due], eventDone[found]) = (true, true)
        }
        // Across the edge of an ignored span an event may still belong to a line on the other side: then neither counts.
        for (due, found) in match(
            truth.events, events, truth.tolerance_s,
            where: { due, found in
                truthIgnored[due] ? !eventDone[found] : eventIgnored[found] && !truthDone[due]
            })
        {
            (truthDone[due], eventDone[found]) = (true, true)
        }
        for index in truth.events.indices where !truthDone[index] { result.addMissed(truth.events[index]) }
        for index in events.indices where !eventDone[index] { result.addFalse(events[index]) }
        result.addCountErrors(
            truth.events.indices.filter { !truthIgnored[$0] }.map { truth.events[$0] },
            events.indices.filter { !eventIgnored[$0] }.map { events[$0] })
    }

    /// Pairs of indices of truth and events that fit, as many as possible.
    private static func match(
        _ truth: [Truth.Event], _ events: [JudgedEvent], _ tolerance_s: Double, where allowed: (Int, Int) -> Bool
    ) -> [(Int, Int)] {
        var edges: [Assignment.Edge] = []
        for (due, line) in truth.enumerated() {
            let subject = JudgedSubject(line)
            // Events are in order of onset, so only a window of them can fit; with overlaps it is open to the past.
            let from = line.matchesByOverlap ? 0 : firstIndex(events, notBefore: line.onset_s - tolerance_s - 1)
            let last_s = max(line.end_s ?? line.onset_s, line.onset_s) + tolerance_s + 1
            for found in from..<events.count {
                let event = events[found]
                if event.onset_s > last_s { break }
                guard subject.meets(event.subject), fits(line, event, tolerance_s), allowed(due, found) else {
                    continue
                }
                let off = abs(event.onset_s - line.onset_s)
                edges.append(.init(left: due, right: found, cost: Int64((off * 1_000_000).rounded())))
            }
        }
        return Assignment.pairs(left: truth.count, right: events.count, edges: edges).map { ($0.left, $0.right) }
    }

    private static func firstIndex(_ events: [JudgedEvent], notBefore time_s: Double) -> Int {
        var low = 0, high = events.count
        while low < high {
            let middle = (low + high) / 2
            if events[middle].onset_s < time_s { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func fits(_ line: Truth.Event, _ event: JudgedEvent, _ tolerance_s: Double) -> Bool {
        if let due = line.value, let found = event.value, due != found { return false }
        if line.matchesByOverlap, let end = line.end_s { return event.onset_s <= end && event.end_s >= line.onset_s }
        // Times come as microseconds and as decimal text; the last bit must not decide at the edge of the tolerance.
        return abs(event.onset_s - line.onset_s) <= tolerance_s + 1e-6
    }

    /// Exchanges partners within one subject until both sides rise together. Numbers of pairs and total difference stay
    /// as good, and a reader finds the pairs where he expects them. Overlaps are left alone: exchanged ones may not fit.
    private static func inTimeOrder(
        _ pairs: [(Int, Int)], _ truth: [Truth.Event], _ events: [JudgedEvent]
    ) -> [(Int, Int)] {
        var groups: [[(Int, Int)]] = []
        var keys: [PairKey] = []
        for pair in pairs {
            let line = truth[pair.0]
            let key = PairKey(
                due: JudgedSubject(line), found: events[pair.1].subject, overlap: line.matchesByOverlap,
                due_value: line.value, found_value: events[pair.1].value)
            if let index = keys.firstIndex(of: key) {
                groups[index].append(pair)
            } else {
                keys.append(key)
                groups.append([pair])
            }
        }
        return zip(keys, groups).flatMap { key, group in
            key.overlap ? group : Array(zip(group.map(\.0).sorted(), group.map(\.1).sorted()))
        }
    }

    private struct PairKey: Hashable {
        let due: JudgedSubject, found: JudgedSubject, overlap: Bool, due_value: Int?, found_value: Int?
    }

    private static func judgeTotals(_ events: [JudgedEvent], _ truth: Truth, _ result: inout FixtureResult) {
        for count in truth.counts {
            let found = events.filter { JudgedSubject(count).meets($0.subject) && !truth.isIgnored($0.onset_s) }.count
            result.addTotal(count, found: found)
        }
    }

    /// The recording's length without the ignored spans, which may overlap each other.
    private static func judgedLength_s(_ truth: Truth, _ duration_s: Double) -> Double {
        var judged = max(0, duration_s), reached = 0.0
        for span in truth.ignore_s.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            let from = max(span.lowerBound, reached), to = min(span.upperBound, duration_s)
            if to > from { judged -= to - from }
            reached = max(reached, to)
        }
        return max(0, judged)
    }
}

extension JudgedSubject {
    init(_ line: Truth.Event) { self.init(line.behaviour, line.place, line.direction) }
    init(_ line: Truth.Count) { self.init(line.behaviour, line.place, line.direction) }
}

/// Which behaviours and places are judged: those that a rule or the truth names. Changes of `occupancy` are judged only
/// where the truth names them, because a truth of passages says nothing about numbers.
private struct JudgedScope {
    private var subjects: [JudgedSubject]
    var behaviours: Set<Behaviour>

    init(truth: Truth, rules: [RuleSettings]) {
        subjects = rules.filter { $0.behaviour != .occupancy }.map { JudgedSubject($0.behaviour, $0.place, nil) }
        subjects += truth.events.map { JudgedSubject($0.behaviour, $0.place, nil) }
        subjects += truth.counts.map { JudgedSubject($0.behaviour, $0.place, nil) }
        behaviours = Set(subjects.map(\.behaviour))
    }

    func contains(_ event: JudgedEvent) -> Bool { subjects.contains { $0.meets(event.subject) } }
}
