package import Base
internal import Score
internal import StrictYAML

/// Reads what a policy gives for good hours: its list `merits`.
package enum PolicyMeritReader {
    package static let keys = ["merit", "id", "without", "places", "points", "per", "observed", "half_life"]

    /// A place does not become better by being empty of people, and nothing that happens to a camera is a place's doing.
    package static let never: [Behaviour] = [
        .motion, .lineCrossed, .zoneEntered, .occupancy, .cameraTampered, .signalLost,
    ]

    /// - Parameter taken: ids of the terms read before.
    static func merits(_ value: YAMLValue, taken: [String]) -> [MeritTerm] {
        guard let items = value.list(count: 0...1000, item: "merit") else { return [] }
        var taken = Set(taken), merits: [MeritTerm] = []
        for item in items {
            guard let reader = item.mapping(keys), let merit = merit(reader) else { continue }
            if !taken.insert(merit.id).inserted {
                item.problem("there is another term `\(merit.id)`", mend: "give this one an `id` of its own")
            }
            merits.append(merit)
        }
        return merits
    }

    private static func merit(_ reader: MappingReader) -> MeritTerm? {
        let kind = reader.required("merit", example: "kept-clear")?.word(MeritKind.self)
        let points = reader.required("points", example: "0.1").flatMap(points)
        // Nothing in the ledger says whether a rule watches for wrong ways at a place, so a person has to.
        let places = reader.required("places", example: "[fire-exit]")?.list(count: 1...1000, item: "place")?
            .compactMap { $0.placeSelector() }
        let id = reader.optional("id").map { $0.identifier() }
        guard let kind else { return nil }
        var merit = MeritTerm(id: (id ?? kind.rawValue) ?? "", merit: kind, points_mp: points ?? 1)
        merit.places = places ?? []
        if let without = reader.optional("without").flatMap({ opposites($0, of: kind) }) { merit.without = without }
        if let window = reader.optional("per")?.duration_ms(in: 60_000...31_622_400_000) { merit.window_ms = window }
        if let share = reader.optional("observed")?.thousandths(in: 0.001...1) { merit.observed_permille = share }
        if let halfLife = reader.optional("half_life")?.duration_ms(in: 60_000...31_622_400_000) {
            merit.halfLife_ms = halfLife
        }
        return points != nil && places != nil ? merit : nil
    }

    private static func points(_ value: YAMLValue) -> Int64? {
        guard let points = value.milliPoints() else { return nil }
        guard points > 0 else {
            return value.problem("a merit adds points", mend: "write more than 0; demerits are behaviours' points")
        }
        return points
    }

    private static func opposites(_ value: YAMLValue, of kind: MeritKind) -> [Behaviour]? {
        guard let items = value.list(count: 1...Behaviour.allCases.count, item: "behaviour") else { return nil }
        var found: [Behaviour] = []
        for item in items {
            guard let behaviour = item.word(Behaviour.self) else { continue }
            if never.contains(behaviour) {
                item.problem(
                    "no place earns for being without `\(behaviour.rawValue)`",
                    mend: behaviour.concernsCamera ? "set `observed` for blind hours" : "name what would be wrong there"
                )
            }
            if found.contains(behaviour) { item.problem("`\(behaviour.rawValue)` stands here twice", mend: "keep one") }
            found.append(behaviour)
        }
        guard found.contains(where: kind.opposites.contains) else {
            let words = kind.opposites.map { "`\($0.rawValue)`" }.joined(separator: " or ")
            return value.problem(
                "`\(kind.rawValue)` is not said by `\(value.name)`", mend: "name \(words) among others")
        }
        return found
    }
}

/// Reads what a policy promises to stewards and to those who appeal: its keys `alarms` and `appeals`.
package enum PolicyPromiseReader {
    package static let alarmKeys = ["most", "per"]
    package static let appealKeys = ["decide_within"]

    static func alarms(_ value: YAMLValue) -> AlarmBudget? {
        guard let reader = value.mapping(alarmKeys) else { return nil }
        let most = reader.required("most", example: "6")?.integer(in: 1...10_000)
        let window = reader.required("per", example: "1h")?.duration_ms(in: 60_000...31_622_400_000)
        guard let most, let window else { return nil }
        return AlarmBudget(most: most, window_ms: window)
    }

    static func appeals(_ value: YAMLValue) -> AppealRule? {
        guard let reader = value.mapping(appealKeys) else { return nil }
        var rule = AppealRule()
        if let span = reader.optional("decide_within")?.duration_ms(in: 3_600_000...31_622_400_000) {
            rule.decideWithin_ms = span
        }
        return rule
    }
}
