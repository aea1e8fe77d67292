public import Base

/// An entry that was asked for by its number, or an event: what it says, what of it followed for which weight, and what belongs
/// to it.
public struct EntryExplanation: Hashable, Sendable {
    /// The entry that was asked for.
    public let entry: LedgerEntry
    /// The event that it is about; nil when it is about none.
    public let event: EventExplanation?
    public let context: EntryContext

    /// Makes an explanation.
    public init(_ entry: LedgerEntry, event: EventExplanation?, context: EntryContext) {
        (self.entry, self.event, self.context) = (entry, event, context)
    }

    /// Line by line, in words for a person.
    public var lines: [String] {
        let isOwn = event?.entry == entry
        return (isOwn ? [] : entry.lines) + (event?.lines ?? []) + context.lines
    }

    /// As one JSON object, with what `more` adds to it.
    public func json(_ more: (inout JSONText) -> Void = { _ in }) -> String {
        var json = JSONText()
        json.object { object in
            object.member("sequence", entry.sequence)
            object.member("kind", entry.kind.rawValue)
            object.member("entry", entry.canonical)
            if let event { event.write(into: &object) }
            context.write(into: &object)
            more(&object)
        }
        return json.text
    }
}
