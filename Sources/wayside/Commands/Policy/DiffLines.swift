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

extension DiffLines {
    /// One object; milli-points as whole numbers.
    static func json(_ diff: PolicyDiff, before: Policy, candidate: Policy) -> String {
        var json = JSONText()
        json.object { object in
            object.member("before", before.hash)
            object.member("candidate", candidate.hash)
            if let from = diff.from { object.member("from", from.rfc3339) }
            object.member("until", diff.until.rfc3339)
            object.key("same")
            object.bool(diff.isSame)
            object.member("replayed", Int64(diff.counts.replayed))
            object.member("earlier", Int64(diff.counts.earlier))
            object.member("erased", Int64(diff.counts.erased))
            object.member("reversed", Int64(diff.counts.reversed))
            object.member("changed", Int64(diff.changedEvents))
            pair("alarms", diff.alarms, &object)
            pair("digested", diff.digested, &object)
            matrix("levels", diff.levels, &object)
            matrix("outcomes", diff.outcomes, &object)
            object.key("places")
            object.array { list in diff.places.forEach { place($0, &list) } }
            object.key("events")
            object.array { list in diff.most.forEach { event($0, &list) } }
        }
        return json.text
    }

    private static func pair(_ name: String, _ pair: PolicyDiff.Pair, _ json: inout JSONText) {
        json.key(name)
        json.array {
            $0.integer(Int64(pair.before))
            $0.integer(Int64(pair.after))
        }
    }

    private static func matrix(_ name: String, _ rows: [[Int]], _ json: inout JSONText) {
        json.key(name)
        json.array { list in
            for row in rows { list.array { cells in row.forEach { cells.integer(Int64($0)) } } }
        }
    }

    private static func place(_ place: PolicyDiff.Place, _ json: inout JSONText) {
        json.object { object in
            object.member("source", place.subject.source)
            object.member("place", place.subject.id)
            for (name, state) in [("before", place.before), ("after", place.after)] {
                object.key(name)
                object.object { side in
                    side.member("standing_mp", state.sum_mp)
                    side.member("shown_mp", state.shown_mp)
                    side.key("rated")
                    side.bool(state.isRated)
                    if let consequence = state.consequence { side.member("consequence", consequence.rawValue) }
                }
            }
            object.member("changed", Int64(place.changedEvents))
            pair("merits", place.merits, &object)
        }
    }

    private static func event(_ event: PolicyDiff.Event, _ json: inout JSONText) {
        json.object { object in
            object.member("event", event.evidence)
            object.member("source", event.subject.source)
            object.member("place", event.subject.id)
            object.member("time", event.time.rfc3339)
            object.member("behaviour", event.behaviour.rawValue)
            for (name, side) in [("before", event.before), ("after", event.after)] {
                object.key(name)
                object.object { json in
                    json.member("number", Int64(side.number))
                    json.member("level", side.level.rawValue)
                    json.member("outcome", side.outcome.rawValue)
                    json.member("weight_mp", side.weight_mp)
                    json.member("consequence", side.consequence.rawValue)
                }
            }
        }
    }
}
