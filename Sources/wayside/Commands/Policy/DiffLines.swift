import Base
import Score

/// What another policy would change, for a terminal and for machines.
enum DiffLines {
    static func lines(_ diff: PolicyDiff, before: Policy, candidate: Policy, _ style: Style) -> [String] {
        var lines = [
            "\(style.paint(name(candidate), .strong)) instead of \(name(before)), \(diff.from.map { "from \($0.rfc3339)" } ?? "from the beginning") until \(diff.until.rfc3339)",
            counts(diff.counts),
        ]
        if diff.isSame { return lines + ["nothing would be different"] }
        lines.append("\(diff.changedEvents) events would be scored differently")
        let places = diff.places.filter(\.isChanged)
        if !places.isEmpty { lines += [""] + table(places).lines(style) }
        let same = diff.places.count - places.count
        if same > 0 { lines.append("\(same) \(same == 1 ? "place stands" : "places stand") as before") }
        lines += [""] + matrix(diff.levels).lines(style)
        lines += [
            "",
            "alarms \(diff.alarms.before) -> \(diff.alarms.after), told as a digest \(diff.digested.before) -> \(diff.digested.after)",
        ]
        if !diff.most.isEmpty { lines += [""] + events(diff.most).lines(style) }
        return lines
    }

    private static func name(_ policy: Policy) -> String {
        "\(policy.id) version \(policy.version) (\(policy.hash.prefix(12)))"
    }

    private static func counts(_ counts: PolicyDiff.Counts) -> String {
        var parts = ["\(counts.replayed) events scored again"]
        if counts.earlier > 0 { parts.append("\(counts.earlier) earlier ones keep what they were given") }
        if counts.erased > 0 { parts.append("\(counts.erased) erased ones keep what they were given") }
        if counts.reversed > 0 { parts.append("\(counts.reversed) taken back after an appeal count on neither side") }
        return parts.joined(separator: ", ")
    }

    private static func table(_ places: [PolicyDiff.Place]) -> TextTable {
        var table = TextTable([
            ("place", .left), ("before", .right), ("after", .right), ("change", .right), ("", .left),
            ("events", .right),
            ("merits", .right),
        ])
        for place in places {
            table.add([
                place.subject.path, shown(place.before), shown(place.after),
                pointsText(place.after.sum_mp - place.before.sum_mp, signed: true),
                place.before.consequence == place.after.consequence
                    ? place.after.consequence?.rawValue ?? ""
                    : "\(place.before.consequence?.rawValue ?? "-") -> \(place.after.consequence?.rawValue ?? "-")",
                "\(place.changedEvents)", "\(place.merits.before) -> \(place.merits.after)",
            ])
        }
        return table
    }

    private static func shown(_ state: PolicyDiff.State) -> String {
        state.isRated ? pointsText(state.shown_mp) : "unrated"
    }

    private static func matrix(_ levels: [[Int]]) -> TextTable {
        let names = Level.allCases.map(\.rawValue)
        var table = TextTable([("level before \\ after", .left)] + names.map { ($0, .right) })
        for (rank, counts) in levels.enumerated() { table.add([names[rank]] + counts.map(String.init)) }
        return table
    }

    private static func events(_ events: [PolicyDiff.Event]) -> TextTable {
        var table = TextTable([
            ("event", .left), ("time", .left), ("place", .left), ("behaviour", .left), ("severity", .left),
            ("adds", .left), ("follows", .left),
        ])
        for event in events {
            let a = event.before, b = event.after
            table.add([
                String(event.evidence.prefix(12)), event.time.rfc3339, event.subject.path, event.behaviour.rawValue,
                change("\(a.number) \(a.level.rawValue)", "\(b.number) \(b.level.rawValue)"),
                change(
                    "\(pointsText(a.weight_mp, signed: true)) \(a.outcome.rawValue)",
                    "\(pointsText(b.weight_mp, signed: true)) \(b.outcome.rawValue)"),
                change(a.consequence.rawValue, b.consequence.rawValue),
            ])
        }
        return table
    }

    private static func change(_ before: String, _ after: String) -> String {
        before == after ? before : "\(before) -> \(after)"
    }
}
