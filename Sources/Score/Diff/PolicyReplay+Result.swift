import Base

extension PolicyReplay {
    /// Instants at which standings are drawn.
    private static let samples = 120
    /// Events that are listed one by one.
    private static let most = 20

    /// Sets both sides beside each other.
    /// - Parameter policy: the one that the ledger has at the end; it says where standings start and how they are shown.
    public func result(before policy: Policy) -> PolicyDiff {
        var table = DiffTable(most: Self.most), bySubject = [[Int]](repeating: [], count: subjects.count)
        for (number, record) in records.enumerated() {
            table.add(record)
            bySubject[record.subject].append(number)
        }
        let times = times()
        let order = subjects.indices.sorted { subjects[$0] < subjects[$1] }
        // A camera is no place; it is shown when a policy gives its events a weight.
        let places = order.map { place($0, bySubject[$0], times, policy) }.filter { $0.subject.isPlace || $0.isChanged }
        return PolicyDiff(
            from: from_ms == .min ? nil : Timestamp(microseconds: from_ms * 1000),
            until: Timestamp(microseconds: until_ms * 1000), counts: counts, places: places,
            times: times.map { Timestamp(microseconds: $0 * 1000) }, levels: table.levels, outcomes: table.outcomes,
            alarms: table.alarms, digested: table.digested, changedEvents: table.changed,
            most: table.most.compactMap { event(records[$0.number], at: $0.number) })
    }

    private func times() -> [Int64] {
        let first = records.map(\.time_ms).min() ?? until_ms
        let start = max(first, from_ms == .min ? first : from_ms), length = until_ms - start
        guard length > 0 else { return [until_ms] }
        return (1...Int64(Self.samples)).map { start + length * $0 / Int64(Self.samples) }
    }

    private func place(_ number: Int, _ own: [Int], _ times: [Int64], _ policy: Policy) -> PolicyDiff.Place {
        var before = policy.standing.start_mp, after = candidate.standing.start_mp, changed = 0
        var merits = PolicyDiff.Pair(), isSame = policy.standing.start_mp == candidate.standing.start_mp
        for index in own {
            let record = records[index], age_ms = until_ms - record.time_ms
            before += record.before?.remaining_mp(after: age_ms) ?? 0
            after += record.after?.remaining_mp(after: age_ms) ?? 0
            if record.behaviour == nil {
                if record.before?.weight_mp ?? 0 != 0 { merits.before += 1 }
                if record.after?.weight_mp ?? 0 != 0 { merits.after += 1 }
            } else if record.before != record.after {
                changed += 1
            }
            if !movesAlike(record.before, record.after) { isSame = false }
        }
        return PolicyDiff.Place(
            subject: subjects[number], before: state(before, number, policy), after: state(after, number, candidate),
            changedEvents: changed, merits: merits,
            curveBefore: isSame ? [] : curve(own, times, policy.standing.start_mp, last: before) { $0.before },
            curveAfter: isSame ? [] : curve(own, times, candidate.standing.start_mp, last: after) { $0.after })
    }

    /// Whether both sides move the standing in the same way.
    private func movesAlike(_ a: ReplaySide?, _ b: ReplaySide?) -> Bool {
        let weightA = a?.weight_mp ?? 0, weightB = b?.weight_mp ?? 0
        return weightA == weightB && (weightA == 0 || a?.halfLife_ms == b?.halfLife_ms)
    }

    private func state(_ sum_mp: Int64, _ number: Int, _ policy: Policy) -> PolicyDiff.State {
        let start_ms = until_ms - policy.exposure.window_ms
        let share = ExposureShare(
            summing: accounts[number].lazy.filter { $0.end_ms > start_ms }.map(\.exposure))
        let isRated = share.reaches(policy.exposure.ratedFrom_permille)
        return PolicyDiff.State(
            sum_mp: sum_mp, shown_mp: min(max(sum_mp, policy.standing.lowest_mp), policy.standing.highest_mp),
            isRated: isRated, consequence: isRated ? policy.consequences.ofStanding(sum_mp) : nil)
    }

    /// The standing at each instant. From one to the next the sum of each half-life decays as a whole, in 1024ths of a
    /// milli-point; that leaves out the rounding of single events, costs one pass, and is not exact. The last value is given.
    private func curve(
        _ own: [Int], _ times: [Int64], _ start_mp: Int64, last: Int64, _ side: (ReplayRecord) -> ReplaySide?
    ) -> [Int64] {
        let ordered = own.sorted { (records[$0].time_ms, $0) < (records[$1].time_ms, $1) }
        var sums: [Int64: Int64] = [:], next = 0, previous_ms: Int64?
        var curve: [Int64] = []
        for time_ms in times {
            if let previous_ms {
                for (halfLife_ms, sum_mp) in sums {
                    sums[halfLife_ms] = Decay.remaining_mp(
                        of: sum_mp, age_ms: time_ms - previous_ms, halfLife_ms: halfLife_ms)
                }
            }
            while next < ordered.count, records[ordered[next]].time_ms <= time_ms {
                let record = records[ordered[next]]
                next += 1
                guard let side = side(record), side.weight_mp != 0 else { continue }
                sums[side.halfLife_ms, default: 0] += Decay.remaining_mp(
                    of: side.weight_mp * 1024, age_ms: time_ms - record.time_ms, halfLife_ms: side.halfLife_ms)
            }
            previous_ms = time_ms
            curve.append(start_mp + roundedQuotient(sums.values.reduce(0, +), 1024))
        }
        if !curve.isEmpty { curve[curve.count - 1] = last }
        return curve
    }

    private func event(_ record: ReplayRecord, at number: Int) -> PolicyDiff.Event? {
        guard let behaviour = record.behaviour, let before = record.before, let after = record.after else { return nil }
        return PolicyDiff.Event(
            evidence: record.evidence, subject: subjects[record.subject],
            time: Timestamp(microseconds: record.time_ms * 1000), behaviour: behaviour, before: scored(before),
            after: scored(after))
    }

    private func scored(_ side: ReplaySide) -> PolicyDiff.Scored {
        PolicyDiff.Scored(
            number: Int(side.number), level: side.level, outcome: side.outcome, weight_mp: side.weight_mp,
            consequence: side.consequence)
    }
}

/// Counts of what events are under both policies.
struct DiffTable {
    private(set) var levels = [[Int]](repeating: [0, 0, 0, 0], count: 4)
    private(set) var outcomes: [[Int]]
    private(set) var alarms = PolicyDiff.Pair()
    private(set) var digested = PolicyDiff.Pair()
    private(set) var changed = 0
    /// Records that differ most, greatest first.
    private(set) var most: [(number: Int, weight: UInt64, severity: Int)] = []
    private var number = -1
    private let limit: Int

    init(most limit: Int) {
        self.limit = limit
        let count = Outcome.allCases.count
        outcomes = [[Int]](repeating: [Int](repeating: 0, count: count), count: count)
    }

    /// Takes the next record.
    mutating func add(_ record: ReplayRecord) {
        number += 1
        guard record.behaviour != nil, let before = record.before, let after = record.after else { return }
        levels[before.level.rank][after.level.rank] += 1
        outcomes[before.outcome.position][after.outcome.position] += 1
        if before.consequence == .alarm { alarms.before += 1 }
        if after.consequence == .alarm { alarms.after += 1 }
        if before.consequence == .digest { digested.before += 1 }
        if after.consequence == .digest { digested.after += 1 }
        guard before != after else { return }
        changed += 1
        let weight = (after.weight_mp - before.weight_mp).magnitude
        let severity = abs(Int(after.number) - Int(before.number))
        if most.count == limit, let last = most.last, (weight, severity) <= (last.weight, last.severity) { return }
        let index = most.firstIndex { ($0.weight, $0.severity) < (weight, severity) } ?? most.count
        most.insert((number, weight, severity), at: index)
        if most.count > limit { most.removeLast() }
    }
}

extension Outcome {
    /// Its place in `allCases`.
    fileprivate var position: Int {
        switch self {
        case .counted: 0
        case .capped: 1
        case .endOfStay: 2
        case .belowConfidence: 3
        case .noTerm: 4
        }
    }
}
