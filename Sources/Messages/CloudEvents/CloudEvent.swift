public import Base

/// One message in the JSON form of CloudEvents 1.0.2, as it is sent: its text is made once and never changed, so that a
/// second delivery has the same bytes. `source` and `id` together name it; who has seen both may drop it.
public struct CloudEvent: Hashable, Sendable {
    /// Media type of one event (CloudEvents JSON format, section 3).
    public static let mediaType = "application/cloudevents+json"
    /// Media type of several (section 4).
    public static let batchMediaType = "application/cloudevents-batch+json"

    public let id: String
    /// `site/camera` of what was observed, `site` of what concerns all of it.
    public let source: String
    public let type: String
    /// The event as JSON.
    public let json: String

    /// Makes an event; `data` writes the members of its data.
    public init(
        id: String, source: String, type: String, subject: String?, time: Timestamp, data: (inout JSONText) -> Void
    ) {
        precondition(!id.isEmpty && !source.isEmpty && !type.isEmpty, "CloudEvents asks for id, source and type")
        (self.id, self.source, self.type) = (id, source, type)
        var text = JSONText()
        text.object { event in
            event.member("specversion", "1.0")
            event.member("id", id)
            event.member("source", source)
            event.member("type", type)
            if let subject { event.member("subject", subject) }
            event.member("time", time)
            event.member("datacontenttype", "application/json")
            event.key("data")
            event.object(data)
        }
        json = text.text
    }

    /// An observed event as the ledger has committed to it, byte for byte; nil when the line is not one.
    /// - Parameter line: what `ObservedEvent.json(detector:policy:)` wrote.
    public init?(observed line: String) {
        guard let recorded = RecordedEvent(json: line) else { return nil }
        (id, source, type) = (recorded.event.id, recorded.event.source, recorded.event.type)
        json = line
    }

    /// Several events as one text.
    public static func batch(_ events: [CloudEvent]) -> String {
        "[" + events.map(\.json).joined(separator: ",") + "]"
    }

    /// A message that says nothing but that it arrived.
    /// - Parameter id: new for every test.
    public static func test(site: String, id: String, at time: Timestamp) -> CloudEvent {
        CloudEvent(id: id, source: site, type: "wayside.test.v1", subject: nil, time: time) { data in
            data.member("words", "This is a test. Nothing was observed.")
        }
    }
}
