import Base

/// Why an event has its severity and its weight: the terms add up to the number, the steps to the weight.
public struct EventExplanation: Hashable, Sendable {
    /// The event's own entry.
    public let entry: LedgerEntry
    public let event: EventEntry
    /// Later entries about the same event, in order.
    public let adjustments: [LedgerEntry]
    public let terms: [TermContribution]
    public let weight: [WeightStep]
    /// What the event adds to the standing now, in milli-points at its time: the sum of the steps.
    public let weight_mp: Int64

    /// One step of a weight's account.
    public struct WeightStep: Hashable, Sendable {
        /// `points`, `place`, `confidence`, `outcome`, then `adjustment` and `reversal`, as often as there are entries.
        public let name: String
        /// What the step rests on, e.g. `150 %` or `capped`.
        public let factor: String
        public let milliPoints: Int64
    }

    /// Explains an event from all entries about it; nil when its own entry is not among them.
    public init?(_ entries: [LedgerEntry]) {
        let own = entries.compactMap { entry -> (LedgerEntry, EventEntry)? in
            if case .event(let event) = entry.content { (entry, event) } else { nil }
        }.first
        guard let (entry, event) = own else { return nil }
        (self.entry, self.event, terms) = (entry, event, event.severity.terms)
        adjustments = entries.filter { $0.kind == .adjustment || $0.kind == .reversal }
        weight = EventExplanation.steps(event, adjustments)
        weight_mp = weight.reduce(0) { $0 + $1.milliPoints }
    }

    /// The product of points, place and confidence is rounded once; its steps are the differences between the rounded
    /// products of the first factor, the first two and all three.
    private static func steps(_ event: EventEntry, _ adjustments: [LedgerEntry]) -> [WeightStep] {
        let factors = event.severity.factors
        let placed = Weight.beforeCap_mp(
            points_mp: event.points_mp, criticality_percent: factors.criticality_percent, confidence_permille: 1000)
        let whole = event.weightBeforeCap_mp
        let percent = factors.criticality_percent, sure = factors.confidence_permille
        return [
            WeightStep(name: "points", factor: event.term ?? "none", milliPoints: event.points_mp),
            WeightStep(name: "place", factor: "\(percent) %", milliPoints: placed - event.points_mp),
            WeightStep(name: "confidence", factor: "\(pointsText(sure))", milliPoints: whole - placed),
            WeightStep(name: "outcome", factor: event.outcome.rawValue, milliPoints: event.weight_mp - whole),
        ] + adjustments.map { WeightStep(name: $0.kind.rawValue, factor: "#\($0.sequence)", milliPoints: $0.weight_mp) }
    }

    /// The account line by line, in words for a person.
    public var lines: [String] {
        var lines = [
            "event \(event.evidence): \(event.behaviour.rawValue) (\(event.phase.rawValue)) at \(entry.subject.path), "
                + entry.time.rfc3339,
            "  severity \(event.severity.number), \(event.severity.level.rawValue): \(event.severity.vector)",
        ]
        lines += terms.map { "    \($0.points < 0 ? "" : "+")\($0.points) \($0.name) \($0.factor)" }
        lines.append("  weight \(pointsText(weight_mp, signed: true)), half-life \(durationText(event.halfLife_ms))")
        lines += weight.map { "    \(pointsText($0.milliPoints, signed: true)) \($0.name) \($0.factor)" }
        lines.append("  consequence \(event.consequence.rawValue)")
        lines.append("  entry #\(entry.sequence), policy sha256 \(entry.policy)")
        return lines
    }

    /// The account as one JSON object.
    public var json: String {
        var json = JSONText()
        json.object { write(into: &$0) }
        return json.text
    }

    /// Members of an object.
    func write(into object: inout JSONText) {
        object.member("event", event.evidence)
        object.member("behaviour", event.behaviour.rawValue)
        object.member("phase", event.phase.rawValue)
        object.member("subject", entry.subject.path)
        object.member("time", entry.time.rfc3339)
        object.member("vector", event.severity.vector)
        object.member("number", Int64(event.severity.number))
        object.member("level", event.severity.level.rawValue)
        writeAccounts(into: &object)
        object.member("weight_mp", weight_mp)
        object.member("half_life_ms", event.halfLife_ms)
        object.member("consequence", event.consequence.rawValue)
        object.key("entries")
        object.array { list in ([entry] + adjustments).forEach { list.integer($0.sequence) } }
        object.member("policy", entry.policy)
    }

    private func writeAccounts(into object: inout JSONText) {
        object.key("terms")
        object.array { list in
            for term in terms {
                list.object {
                    $0.member("name", term.name)
                    $0.member("factor", term.factor)
                    $0.member("points", Int64(term.points))
                }
            }
        }
        object.key("weight")
        object.array { list in
            for step in weight {
                list.object {
                    $0.member("name", step.name)
                    $0.member("factor", step.factor)
                    $0.member("milli_points", step.milliPoints)
                }
            }
        }
    }
}
