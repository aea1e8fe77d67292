public import Base

/// An observed event as ONVIF devices publish theirs at an MQTT broker: `onvif-ej`, ONVIF Core Specification, section "Event
/// Broker". Source items are those of the Analytics Service Specification; there is no `ObjectId`, since two events must not
/// be joined by what they were about.
public struct ONVIFEvent: Hashable, Sendable {
    /// A name and its value; the value is written as it is when `isPlain` (numbers, true and false), else as a string.
    public struct Item: Hashable, Sendable {
        public let name: String
        public let value: String
        public var isPlain = false

        /// A string.
        public init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
        /// True or false.
        public init(_ name: String, _ value: Bool) { (self.name, self.value, isPlain) = (name, "\(value)", true) }
        /// A number with at most three decimals.
        public init(_ name: String, _ value: Double) {
            (self.name, self.value, isPlain) = (name, JSONText.format(value, decimals: 3), true)
        }
    }

    /// Without `tns1:`; topics that ONVIF does not have carry our alias, `wayside:`, in their last part.
    public let topic: String
    public let time: Timestamp
    public let source: [Item]
    public let data: [Item]

    /// Makes an event.
    public init(topic: String, time: Timestamp, source: [Item], data: [Item]) {
        (self.topic, self.time, self.source, self.data) = (topic, time, source, data)
    }

    /// Where it is published: `<prefix>/onvif-ej/<topic>/&<value>/<value>…`. Characters that mean something to a broker are
    /// left out of values, as the specification asks.
    public func mqttTopic(prefix: String) -> String {
        let values = source.map { item in item.value.filter { !"#+/".contains($0) } }
        return "\(prefix)/onvif-ej/\(topic)" + (values.isEmpty ? "" : "/&" + values.joined(separator: "/"))
    }

    /// The payload.
    public var json: String {
        var json = JSONText()
        json.object { message in
            message.member("UtcTime", time)
            message.key("Source")
            message.object { list in source.forEach { $0.write(into: &list) } }
            if !data.isEmpty {
                message.key("Data")
                message.object { list in data.forEach { $0.write(into: &list) } }
            }
        }
        return json.text
    }
}

extension ONVIFEvent.Item {
    fileprivate func write(into list: inout JSONText) {
        guard isPlain else { return list.member(name, value) }
        list.key(name)
        switch value {
        case "true": list.bool(true)
        case "false": list.bool(false)
        default: Double(value).map { list.number($0, decimals: 3) } ?? list.null()
        }
    }
}
