import Base
import Score

/// A policy in words: one line for each rule, in the order of the file.
enum PolicyWords {
    static func lines(_ policy: Policy) -> [String] {
        var lines = [policy.title, policy.reason.replacing("\n", with: " ")]
        lines.append(
            "a place begins with \(pointsText(policy.standing.start_mp)) and is shown within \(pointsText(policy.standing.lowest_mp)) to \(pointsText(policy.standing.highest_mp))"
        )
        lines.append(
            "it is rated when observed for at least \(percent(policy.exposure.ratedFrom_permille)) of the last \(duration(policy.exposure.window_ms))"
        )
        lines += policy.places.map(place) + policy.terms.map(term) + policy.merits.map(merit)
        lines += consequences(policy.consequences)
        if let budget = policy.alarms {
            lines.append(
                "at most \(budget.most) alarms in \(duration(budget.window_ms)); what exceeds it is told as a digest")
        } else {
            lines.append("alarms are not limited")
        }
        lines.append("appeals are decided within \(duration(policy.appeals.decideWithin_ms))")
        return lines
    }

    private static func place(_ rule: PlaceRule) -> String {
        var words = "\(rule.selector.text) matters \(percent(rule.criticality_percent * 10)) of an ordinary place"
        if !rule.sensitiveHours.isEmpty { words += ", more so \(hours(rule.sensitiveHours))" }
        return words
    }

    private static func term(_ term: BehaviourTerm) -> String {
        var words = "\(term.behaviour.rawValue)\(term.id == term.behaviour.rawValue ? "" : " (\(term.id))")"
        if !term.places.isEmpty { words += " at \(places(term.places))" }
        if !term.hours.isEmpty { words += " \(hours(term.hours))" }
        words += ": \(term.level.rawValue)"
        guard term.points_mp != 0 else { return words + ", no points" }
        words += ", \(pointsText(term.points_mp, signed: true)) with half left after \(duration(term.halfLife_ms))"
        switch term.cap?.limit {
        case .points_mp(let most): words += ", at most \(pointsText(most)) in \(duration(term.cap?.window_ms ?? 0))"
        case .count(let most): words += ", at most \(most) times in \(duration(term.cap?.window_ms ?? 0))"
        case nil: break
        }
        if term.minimumConfidence_permille > 0 { words += ", from \(percent(term.minimumConfidence_permille)) sure" }
        return words
    }

    private static func merit(_ merit: MeritTerm) -> String {
        let without = merit.without.map(\.rawValue).joined(separator: " or ")
        return
            "\(merit.merit.rawValue)\(merit.id == merit.merit.rawValue ? "" : " (\(merit.id))") at \(places(merit.places)): \(pointsText(merit.points_mp, signed: true)) for \(duration(merit.window_ms)) without \(without), observed for at least \(percent(merit.observed_permille)), half left after \(duration(merit.halfLife_ms))"
    }

    private static func consequences(_ rule: ConsequenceRule) -> [String] {
        var lines: [String] = []
        if let level = rule.alarmFrom { lines.append("an event alarms from \(level.rawValue) on") }
        if let below = rule.attentionBelow_mp { lines.append("below \(pointsText(below)) a place needs attention") }
        if let from = rule.commendFrom_mp { lines.append("from \(pointsText(from)) on a place is commended") }
        return lines
    }

    private static func places(_ places: [PlaceSelector]) -> String {
        places.isEmpty ? "any place" : places.map(\.text).joined(separator: ", ")
    }

    private static func hours(_ hours: [DailyHours]) -> String {
        hours.map { "\(clock($0.fromMinute))-\(clock($0.toMinute))" }.joined(separator: ", ") + " UTC"
    }

    private static func clock(_ minute: Int) -> String {
        [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }

    /// Thousandths as percent.
    private static func percent(_ permille: Int64) -> String {
        JSONText.format(Double(permille) / 10, decimals: 1) + " %"
    }

    /// In the largest unit that fits evenly.
    static func duration(_ milliseconds: Int64) -> String {
        let units: [(name: String, milliseconds: Int64)] = [
            ("d", 86_400_000), ("h", 3_600_000), ("min", 60_000), ("s", 1000),
        ]
        for unit in units where milliseconds % unit.milliseconds == 0 && milliseconds > 0 {
            return "\(milliseconds / unit.milliseconds) \(unit.name)"
        }
        return "\(milliseconds) ms"
    }
}
