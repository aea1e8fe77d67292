extension ObservedEvent {
    /// The event as one line of CloudEvents 1.0 JSON, always the same bytes for the same event: members in the order of
    /// `docs/formats.md`, fractions with four decimals, times in RFC 3339 UTC with milliseconds.
    /// - Parameters:
    ///   - detector: version string of the detector that decided, e.g. `wayside-motion/1`.
    ///   - policy: content hash of the policy when the event has been scored.
    public func json(detector: String, policy: String? = nil) -> String {
        var json = JSONText()
        json.object { event in
            event.member("specversion", "1.0")
            event.member("id", id)
            event.member("source", source)
            event.member("type", type)
            event.member("subject", subject)
            event.member("time", time)
            event.key("data")
            event.object { writeData(into: &$0, detector: detector, policy: policy) }
        }
        return json.text
    }

    private func writeData(into data: inout JSONText, detector: String, policy: String?) {
        data.member("topic", "tns1:" + topic)
        data.member("rule", rule)
        data.member("phase", phase.rawValue)
        data.member("start", start)
        if let end { data.member("end", end) }
        if let direction { data.member("direction", direction.rawValue) }
        if let reasonName { data.member("reason", reasonName) }
        if !classes.isEmpty {
            data.key("classes")
            data.array { list in classes.forEach { list.string($0.rawValue) } }
        }
        data.member("confidence", confidence, decimals: 3)
        if let box {
            data.key("box")
            data.array { list in [box.x, box.y, box.width, box.height].forEach { list.number($0) } }
        }
        if !measures.isEmpty {
            data.key("measures")
            data.object { list in
                for measure in measures {
                    list.key(measure.name)
                    list.object {
                        $0.member("value", measure.value, decimals: 3); $0.member("unit", measure.unit)
                    }
                }
            }
        }
        data.member("detector", detector)
        if let policy { data.member("policy", policy) }
    }
}
