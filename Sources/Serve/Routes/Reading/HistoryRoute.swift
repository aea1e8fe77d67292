internal import Base
internal import Ledger
internal import Score

/// Where a place stood over time, how long it was seen, and what moved it.
struct HistoryRoute {
    private let subject: Subject
    private let start: Timestamp
    private let end: Timestamp
    private let buckets: Int
    private let policy: Policy
    private let office: Office

    /// How many entries are told one by one.
    private static let most = 200

    static let answer: Route.Handler = { question, office in try HistoryRoute(question, office).answer() }

    private init(_ question: Question, _ office: Office) throws {
        let subject = try office.subject(question)
        let buckets = Int(try question.integer("buckets", in: 1...500) ?? 120)
        let end = try office.time(question, "to"), week_us: Int64 = 7 * 86_400_000_000
        var start = try question.time("from")
        if start == nil {
            let first = try office.reader.earliestTime(of: subject)
            start = max(Timestamp(microseconds: end.microseconds - week_us), first ?? end)
        }
        let from = start ?? end
        guard from < end || question.query["from"] == nil else {
            throw Problem.badRequest("`from` is not before `to`", mend: "give an earlier one")
        }
        (self.subject, self.buckets, self.end, self.office) = (subject, buckets, end, office)
        self.start = min(from, end)
        policy = try office.policy(at: end)
    }

    private func answer() throws -> Answer {
        let inputs = try office.reader.weights(of: subject, until: end)
        let accounts = try office.reader.accounts(of: subject, after: start, until: end)
        let moves = try office.reader.moves(of: subject, after: start, until: end)
        let kept = HistoryRoute.heaviest(moves)
        let rules = policy
        return Answer { object in
            object.member("path", subject.path)
            object.member("from", start)
            object.member("to", end)
            object.member("start_mp", rules.standing.start_mp)
            object.member("lowest_mp", rules.standing.lowest_mp)
            object.member("highest_mp", rules.standing.highest_mp)
            if let line = rules.consequences.attentionBelow_mp { object.member("attention_below_mp", line) }
            if let line = rules.consequences.commendFrom_mp { object.member("commend_from_mp", line) }
            object.member("points", points(inputs, accounts)) { $0.write(into: &$1) }
            object.member("moved", kept) { HistoryRoute.write($0, into: &$1) }
            object.member("left_out", Int64(moves.count - kept.count))
        }
    }

    /// Where it stood at an instant, and what was seen since the one before.
    private struct Point {
        let time: Timestamp
        let sum_mp: Int64
        let shown_mp: Int64
        let exposure: ExposureShare

        func write(into object: inout JSONText) {
            object.member("time", time)
            object.member("sum_mp", sum_mp)
            object.member("shown_mp", shown_mp)
            object.member("observed_ms", exposure.observed_ms)
            object.member("blind_ms", exposure.blind_ms)
        }
    }

    private func points(
        _ inputs: [StandingInput], _ accounts: [(end: Timestamp, account: ExposureEntry)]
    ) -> [Point] {
        let length_ms = end.milliseconds - start.milliseconds
        let count = Int64(max(1, min(Int64(buckets), length_ms)))
        var next = 0
        return (1...count).map { number in
            let time = Timestamp(microseconds: (start.milliseconds + length_ms * number / count) * 1000)
            let first = next
            while next < accounts.count, accounts[next].end <= time { next += 1 }
            let sum_mp = Contribution.all(of: inputs, at: time).reduce(policy.standing.start_mp) {
                $0 + $1.remaining_mp
            }
            return Point(
                time: time, sum_mp: sum_mp,
                shown_mp: min(max(sum_mp, policy.standing.lowest_mp), policy.standing.highest_mp),
                exposure: ExposureShare(summing: accounts[first..<next].lazy.map(\.account)))
        }
    }

    /// The heaviest entries, in their order.
    private static func heaviest(_ moves: [LedgerEntry]) -> [LedgerEntry] {
        guard moves.count > most else { return moves }
        let order = moves.indices.sorted { moves[$0].weight_mp.magnitude > moves[$1].weight_mp.magnitude }
        return order.prefix(most).sorted().map { moves[$0] }
    }

    private static func write(_ entry: LedgerEntry, into object: inout JSONText) {
        object.member("sequence", entry.sequence)
        object.member("kind", entry.kind.rawValue)
        object.member("time", entry.time)
        object.member("weight_mp", entry.weight_mp)
        object.member("evidence", entry.evidence ?? "")
        switch entry.content {
        case .event(let event):
            object.member("behaviour", event.behaviour.rawValue)
            object.member("level", event.severity.level.rawValue)
            if let term = event.term { object.member("term", term) }
        case .merit(let merit): object.member("term", merit.term)
        case .reversal(let reversal): object.member("appeal", reversal.appeal)
        case .adjustment(let adjustment): object.member("cause", adjustment.cause)
        default: break
        }
    }
}
