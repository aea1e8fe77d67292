import Base

extension WhyNot {
    /// The answer line by line, in words for a person.
    public var lines: [String] {
        var lines = ["\(subject.path) from \(from.rfc3339) to \(until.rfc3339)", "  " + answer]
        lines += facts.raised.map { "  " + Self.words($0) }
        lines += facts.ofCamera.map { "  the camera: " + Self.words($0) }
        lines += attempts.map { "  " + Self.words($0) }
        lines += seen.map { "  " + Self.words($0) }
        for account in facts.accounts where !account.blind_ms.isEmpty {
            let parts = account.blind_ms.map { "\($0.reason) \(durationText($0.milliseconds))" }.joined(separator: ", ")
            lines.append("  unobserved from \(account.start.rfc3339) to \(account.end.rfc3339): \(parts)")
        }
        if unaccounted_ms > 0, !facts.accounts.isEmpty {
            lines.append("  no account of \(durationText(unaccounted_ms)) of this time")
        }
        if !facts.isComplete, !facts.accounts.isEmpty {
            lines.append("  what came near an event at this time is not all kept")
        }
        return lines
    }

    /// The verdict as a sentence.
    public var answer: String {
        switch verdict {
        case .raised: facts.raised.count == 1 ? "an event was raised" : "\(facts.raised.count) events were raised"
        case .notRunning: "no event: nothing observed the place then"
        case .notYetKnown: "not known yet: there is no account of this time" + lastAccount
        case .unobserved: "no event: the place was not observed"
        case .notKept: "no event; what came near one is not kept for this time"
        case .nearMiss: "no event: it came near, and fell short"
        case .followed: "no event: somebody or something was there, and no rule's attempt ended"
        case .candidate: "no event: something was followed for a moment, but never confirmed"
        case .moved: "no event: something moved there, but nothing that is followed stood there"
        case .doubtful: "no event: the picture was in doubt"
        case .nothingMoved: "no event: nothing moved there"
        }
    }

    private var lastAccount: String { facts.accountedUntil.map { " (the last one ends at \($0.rfc3339))" } ?? "" }

    private static func words(_ raised: Raised) -> String {
        let end = raised.isStay ? raised.end.map { " to \($0.rfc3339)" } ?? ", not ended" : ""
        return "\(raised.behaviour.rawValue) by \(raised.rule), from \(raised.start.rfc3339)\(end): event \(raised.id)"
    }

    /// One near miss, e.g. `loitering by loitering-1: too-short, inside 12.1 of 15 s, from ... to ...`.
    static func words(_ nearMiss: NearMiss) -> String {
        var words = nearMiss.rule.map { "\($0.behaviour.rawValue) by \($0.id): " } ?? "seen: "
        words += nearMiss.reason.rawValue
        if let detail = nearMiss.detail { words += " \(detail)" }
        if let measure = nearMiss.shortfall {
            let reached = JSONText.format(measure.reached, decimals: 3),
                needed = JSONText.format(measure.needed, decimals: 3)
            words += ", \(measure.name) \(reached) of \(needed) \(measure.unit)"
        }
        words += ", from \(nearMiss.start.rfc3339) to \(nearMiss.end.rfc3339)"
        return nearMiss.count > 1 ? words + ", \(nearMiss.count) times" : words
    }
}

extension WhyNot {
    /// The answer as one JSON object.
    public var json: String {
        var json = JSONText()
        write(into: &json)
        return json.text
    }

    func write(into json: inout JSONText) {
        json.object { object in
            object.member("subject", subject.path)
            object.member("from", from.rfc3339)
            object.member("until", until.rfc3339)
            object.member("verdict", verdict.rawValue)
            object.key("events")
            object.array { list in facts.raised.forEach { $0.write(into: &list) } }
            object.key("camera_events")
            object.array { list in facts.ofCamera.forEach { $0.write(into: &list) } }
            object.key("near_misses")
            object.array { list in attempts.forEach { $0.write(into: &list) } }
            object.key("seen")
            object.array { list in seen.forEach { $0.write(into: &list) } }
            object.key("accounts")
            object.array { list in facts.accounts.forEach { $0.write(into: &list) } }
            object.member("unaccounted_ms", unaccounted_ms)
            object.key("complete")
            object.bool(facts.isComplete)
        }
    }
}

extension WhyNot.Raised {
    fileprivate func write(into list: inout JSONText) {
        list.object { event in
            event.member("event", id)
            event.member("behaviour", behaviour.rawValue)
            event.member("rule", rule)
            event.member("start", start.rfc3339)
            event.member("decided", decided.rfc3339)
            if let end { event.member("end", end.rfc3339) }
        }
    }
}

extension WhyNot.Account {
    fileprivate func write(into list: inout JSONText) {
        list.object { account in
            account.member("start", start.rfc3339)
            account.member("end", end.rfc3339)
            account.key("blind_ms")
            account.object { reasons in blind_ms.forEach { reasons.member($0.reason, $0.milliseconds) } }
        }
    }
}

extension NearMiss {
    fileprivate func write(into list: inout JSONText) {
        list.object { object in
            if let rule {
                object.member("rule", rule.id)
                object.member("behaviour", rule.behaviour.rawValue)
            }
            object.member("reason", reason.rawValue)
            if let detail { object.member("detail", detail) }
            object.member("start", start.rfc3339)
            object.member("end", end.rfc3339)
            object.member("count", Int64(count))
            guard let shortfall else { return }
            object.key("measure")
            object.object { measure in
                measure.member("name", shortfall.name)
                measure.member("reached", shortfall.reached, decimals: 3)
                measure.member("needed", shortfall.needed, decimals: 3)
                measure.member("unit", shortfall.unit)
            }
        }
    }
}
