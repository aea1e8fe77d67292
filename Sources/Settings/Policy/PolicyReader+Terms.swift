internal import Base
internal import Score
internal import StrictYAML

/// Reads the list `behaviours` of a policy.
package enum PolicyTermReader {
    package static let keys = [
        "behaviour", "id", "places", "hours", "level", "points", "half_life", "cap", "confidence", "duration",
        "measure",
        "repetition",
    ]

    static func terms(_ value: YAMLValue) -> [BehaviourTerm] {
        guard let items = value.list(count: 1...1000, item: "behaviour") else { return [] }
        var terms: [BehaviourTerm] = []
        for item in items {
            guard let reader = item.mapping(keys), let term = term(reader) else { continue }
            refuseClash(term, with: terms, at: item)
            terms.append(term)
        }
        return terms
    }

    /// Two terms need two ids, and a term behind one that always applies would never be reached.
    private static func refuseClash(_ term: BehaviourTerm, with terms: [BehaviourTerm], at item: YAMLValue) {
        if terms.contains(where: { $0.id == term.id }) {
            item.problem("there is another term `\(term.id)`", mend: "give this one an `id` of its own")
        }
        if let first = terms.first(where: { $0.behaviour == term.behaviour && $0.places.isEmpty && $0.hours.isEmpty }) {
            item.problem(
                "this term is never reached, since `\(first.id)` applies to every place and hour",
                mend: "put the general term after this one")
        }
    }

    private static func term(_ reader: MappingReader) -> BehaviourTerm? {
        let behaviour = reader.required("behaviour", example: "loitering")?.word(Behaviour.self)
        let level = reader.required("level", example: "low")?.word(Level.self)
        let id = reader.optional("id").map { $0.identifier() }
        var term = BehaviourTerm(
            id: (id ?? behaviour?.rawValue) ?? "", behaviour: behaviour ?? .motion, level: level ?? .info)
        if let items = reader.optional("places")?.list(count: 1...1000, item: "place") {
            term.places = items.compactMap { $0.placeSelector() }
        }
        if let hours = reader.optional("hours")?.dailyHours() { term.hours = hours }
        if let points = reader.optional("points")?.milliPoints() { term.points_mp = points }
        if let halfLife = reader.optional("half_life")?.duration_ms(in: 60_000...31_622_400_000) {
            term.halfLife_ms = halfLife
        }
        if let confidence = reader.optional("confidence")?.permille() { term.minimumConfidence_permille = confidence }
        if let window = reader.optional("repetition")?.duration_ms(in: 1000...31_622_400_000) {
            term.repetitionWindow_ms = window
        }
        term.cap = reader.optional("cap").flatMap(cap)
        term.duration = reader.optional("duration").flatMap(duration)
        term.measure = reader.optional("measure").flatMap(measure)
        return behaviour != nil && level != nil ? term : nil
    }

    private static func cap(_ value: YAMLValue) -> Cap? {
        guard let reader = value.mapping(["points", "count", "per"]) else { return nil }
        let window = reader.required("per", example: "24h")?.duration_ms(in: 1000...31_622_400_000)
        guard reader.has("points") != reader.has("count") else {
            return value.problem(
                "a cap limits either points or a count", mend: "write {points: 10, per: 24h} or {count: 5, per: 24h}")
        }
        if let count = reader.optional("count")?.integer(in: 0...1_000_000), let window {
            return Cap(.count(count), window_ms: window)
        }
        guard let points = reader.optional("points")?.milliPoints(), let window else { return nil }
        guard points >= 0 else {
            return reader.optional("points")?.problem("a cap is a size, without a sign", mend: "remove the sign")
        }
        return Cap(.points_mp(points), window_ms: window)
    }

    private static func duration(_ value: YAMLValue) -> Steps? {
        guard let reader = value.mapping(["from", "each"]) else { return nil }
        let from = reader.required("from", example: "2m")?.duration_ms()
        let each = reader.required("each", example: "1m")?.duration_ms(in: 1...31_622_400_000)
        guard let from, let each else { return nil }
        return Steps(from: from, each: each)
    }

    private static func measure(_ value: YAMLValue) -> MeasureSteps? {
        guard let reader = value.mapping(["name", "from", "each"]) else { return nil }
        let name = reader.required("name", example: "occupancy")?.text(limit: 64)
        let from = reader.required("from", example: "6")?.thousandths(in: -1e6...1e6)
        let each = reader.required("each", example: "2")?.thousandths(in: 0.001...1e6)
        guard let name, let from, let each else { return nil }
        return MeasureSteps(name: name, steps: Steps(from: from, each: each))
    }
}
