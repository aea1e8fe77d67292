internal import Base
internal import Score

extension PolicyName {
    /// Members of an object.
    func write(into object: inout JSONText) {
        object.member("id", id)
        object.member("version", Int64(version))
        object.member("hash", hash)
    }
}

extension Standing {
    /// Members of an object.
    func write(into object: inout JSONText) {
        object.member("start_mp", start_mp)
        object.member("sum_mp", sum_mp)
        object.member("shown_mp", shown_mp)
        object.key("rated")
        object.bool(isRated)
        if let consequence { object.member("consequence", consequence.rawValue) }
    }
}

extension ExposureShare {
    /// Members of an object.
    func write(into object: inout JSONText) {
        object.member("observed_ms", observed_ms)
        object.member("blind_ms", blind_ms)
        object.member("observed_permille", observed_permille)
    }
}

extension RollUp {
    /// Members of an object.
    func write(into object: inout JSONText) {
        object.member("site", site)
        object.member("places", Int64(places))
        object.member("rated_places", Int64(rated))
        object.member("sum_mp", sum_mp)
        object.key("rated")
        object.bool(isRated)
        object.key("exposure")
        object.object(exposure.write)
    }
}

/// A place with all that a list of places tells.
struct PlaceForm {
    let standing: Standing
    let policy: Policy
    /// Within the policy's window: how long it was observed, and what then.
    let observed_ms: Int64
    let counts: [(behaviour: Behaviour, events: Int)]

    /// Members of an object.
    func write(into object: inout JSONText) {
        let subject = standing.subject
        object.member("source", subject.source)
        object.member("place", subject.id)
        object.member("path", subject.path)
        object.member("kind", subject.isPlace ? "place" : "camera")
        object.member("time", standing.time)
        object.key("standing")
        object.object(standing.write)
        object.key("exposure")
        object.object(standing.exposure.write)
        object.key("rates")
        object.object(rates)
        object.key("policy")
        object.object(PolicyName(policy).write)
    }

    private func rates(into object: inout JSONText) {
        object.member("observed_ms", observed_ms)
        object.key("behaviours")
        object.array { list in
            for line in counts {
                list.object { rate in
                    rate.member("behaviour", line.behaviour.rawValue)
                    rate.member("events", Int64(line.events))
                    rate.key("per_observed_hour")
                    guard observed_ms > 0 else { return rate.null() }
                    rate.number(Double(line.events) * 3_600_000 / Double(observed_ms), decimals: 3)
                }
            }
        }
    }
}

// MARK: - Small forms

extension JSONText {
    /// Milliseconds by reason.
    mutating func member(_ name: String, _ blind: [Exposure.Blind]) {
        key(name)
        object { list in blind.forEach { list.member($0.reason, $0.milliseconds) } }
    }

    /// Counts by reason, in order of reason; those of 0 are left out.
    mutating func member(_ name: String, _ counts: [String: Int]) {
        key(name)
        object { list in
            for (reason, count) in counts.sorted(by: { $0.key < $1.key }) where count > 0 {
                list.member(reason, Int64(count))
            }
        }
    }

    mutating func member(_ name: String, _ value: Int64?) {
        key(name)
        if let value { integer(value) } else { null() }
    }

    mutating func member(_ name: String, _ value: String?) {
        key(name)
        if let value { string(value) } else { null() }
    }

    mutating func member(_ name: String, _ value: Bool) {
        key(name)
        bool(value)
    }

    mutating func member(_ name: String, _ list: [String]) {
        key(name)
        array { texts in list.forEach { texts.string($0) } }
    }

    /// A list of objects.
    mutating func member<Item>(_ name: String, _ items: [Item], _ write: (Item, inout JSONText) -> Void) {
        key(name)
        array { list in
            for item in items { list.object { write(item, &$0) } }
        }
    }

    /// `next` of a page; null when it is the last.
    mutating func next(_ position: Int64?) { member("next", position.map { Cursor(position: $0).text }) }
}
