import Base

extension PolicyDiff {
    /// One object; milli-points as whole numbers.
    /// - Parameters:
    ///   - before: the policy of the ledger; `candidate`: the other one.
    ///   - curves: also the standing of every changed place at each of `times`.
    public func json(before: Policy, candidate: Policy, curves: Bool = false) -> String {
        var json = JSONText()
        json.object { object in
            object.member("before", before.hash)
            object.member("candidate", candidate.hash)
            if let from { object.member("from", from.rfc3339) }
            object.member("until", until.rfc3339)
            object.key("same")
            object.bool(isSame)
            object.member("replayed", Int64(counts.replayed))
            object.member("earlier", Int64(counts.earlier))
            object.member("erased", Int64(counts.erased))
            object.member("reversed", Int64(counts.reversed))
            object.member("changed", Int64(changedEvents))
            PolicyDiff.pair("alarms", alarms, &object)
            PolicyDiff.pair("digested", digested, &object)
            PolicyDiff.matrix("levels", levels, &object)
            PolicyDiff.matrix("outcomes", outcomes, &object)
            object.key("places")
            object.array { list in places.forEach { PolicyDiff.place($0, curves: curves, &list) } }
            if curves { object.member("times", times.map(\.rfc3339)) }
            object.key("events")
            object.array { list in most.forEach { PolicyDiff.event($0, &list) } }
        }
        return json.text
    }

    private static func pair(_ name: String, _ pair: Pair, _ json: inout JSONText) {
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

    private static func place(_ place: Place, curves: Bool, _ json: inout JSONText) {
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
            guard curves else { return }
            for (name, curve) in [("curve_before_mp", place.curveBefore), ("curve_after_mp", place.curveAfter)] {
                object.key(name)
                object.array { list in curve.forEach { list.integer($0) } }
            }
        }
    }

    private static func event(_ event: Event, _ json: inout JSONText) {
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
