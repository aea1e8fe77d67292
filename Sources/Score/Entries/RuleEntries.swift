public import Base

/// From the entry's time on, by the time of what is scored, the policy named in the entry applies.
public struct PolicyActivation: EntryContent {
    public let id: String
    public let version: Int
    public let reason: String
    /// SHA-256 of the policy's rules as canonical JSON, 64 hex digits; nil in entries from before it was entered.
    public let rules: String?
    /// The steward who activated it; nil when it was the configuration that the program was started with.
    public let author: String?

    /// Makes an activation.
    public init(id: String, version: Int, reason: String, rules: String? = nil, author: String? = nil) {
        (self.id, self.version, self.reason, self.rules, self.author) = (id, version, reason, rules, author)
    }

    func write(into entry: inout JSONText) {
        entry.member("id", id)
        entry.member("version", Int64(version))
        entry.member("reason", reason)
        if let rules { entry.member("rules", rules) }
        if let author { entry.member("author", author) }
    }

    init?(_ reader: inout CanonicalReader) {
        guard reader.take(",\"id\":"), let id = reader.string(),
            reader.take(",\"version\":"), let version = reader.integer(),
            reader.take(",\"reason\":"), let reason = reader.string(),
            let rules = reader.optional(",\"rules\":", { $0.string() }),
            let author = reader.optional(",\"author\":", { $0.string() })
        else { return nil }
        self.init(id: id, version: Int(version), reason: reason, rules: rules, author: author)
    }
}

/// What a camera is for, from the entry's time on.
public struct PurposeEntry: EntryContent {
    /// In the words of the configuration.
    public let text: String
    /// For what the camera's data may be used.
    public let uses: [DataUse]

    /// Makes a purpose.
    public init(text: String, uses: [DataUse]) { (self.text, self.uses) = (text, uses) }

    func write(into entry: inout JSONText) {
        entry.member("text", text)
        entry.member("uses", uses.map(\.rawValue))
    }

    init?(_ reader: inout CanonicalReader) {
        guard reader.take(",\"text\":"), let text = reader.string(),
            reader.take(",\"uses\":"), let uses = reader.words(DataUse.self)
        else { return nil }
        self.init(text: text, uses: uses)
    }
}

/// What had been kept apart was erased; what stays are the commitments to it.
public struct ErasureEntry: EntryContent {
    /// Why something was erased.
    public enum Cause: String, CaseIterable, Sendable {
        /// It had been kept as long as was said.
        case retention
        /// Somebody concerned asked for it.
        case request
    }

    /// The steward who did it.
    public let author: String
    public let cause: Cause
    /// The published form of events before this time is gone; nil when none was erased.
    public let eventsBefore: Timestamp?
    /// Commitments to the notes and pictures that are gone.
    public let notes: [String]

    /// Makes an erasure; parts of a millisecond of `eventsBefore` are cut off.
    public init(author: String, cause: Cause, eventsBefore: Timestamp?, notes: [String]) {
        (self.author, self.cause, self.notes) = (author, cause, notes)
        self.eventsBefore = eventsBefore.map { Timestamp(microseconds: $0.milliseconds * 1000) }
    }

    func write(into entry: inout JSONText) {
        entry.member("author", author)
        entry.member("cause", cause.rawValue)
        if let eventsBefore { entry.member("events_before", eventsBefore.rfc3339) }
        entry.member("notes", notes)
    }

    init?(_ reader: inout CanonicalReader) {
        guard reader.take(",\"author\":"), let author = reader.string(),
            reader.take(",\"cause\":"), let cause = reader.word(Cause.self),
            let before = reader.optional(",\"events_before\":", { $0.time() }),
            reader.take(",\"notes\":"), let notes = reader.texts()
        else { return nil }
        self.init(author: author, cause: cause, eventsBefore: before, notes: notes)
    }
}
