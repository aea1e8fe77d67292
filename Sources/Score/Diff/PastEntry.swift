package import Base

/// What a replay must know of an entry.
package enum PastEntry: Sendable {
    case event(PastEvent)
    case exposure(ExposureEntry, of: Subject, until: Timestamp)
    /// Of another kind.
    case other(LedgerEntry)

    /// Takes what is needed of an entry.
    package init(_ entry: LedgerEntry) {
        switch entry.content {
        case .event(let event): self = .event(PastEvent(event, of: entry))
        case .exposure(let exposure): self = .exposure(exposure, of: entry.subject, until: entry.time)
        default: self = .other(entry)
        }
    }
}

/// What a replay must know of an event's entry.
package struct PastEvent: Sendable {
    let subject: Subject
    let time: Timestamp
    /// Id of the event.
    package let evidence: String
    let behaviour: Behaviour
    /// Id of the event that began the stay which this one ends.
    package let began: String?
    let side: ReplaySide

    fileprivate init(_ event: EventEntry, of entry: LedgerEntry) {
        (subject, time, evidence) = (entry.subject, entry.time, event.evidence)
        (behaviour, began, side) = (event.behaviour, event.began, ReplaySide(event))
    }

    fileprivate init?(_ glance: EntryGlance, _ line: Span<UInt8>, of subject: Subject) {
        guard let behaviour = glance.behaviour, let level = glance.level, let halfLife_ms = glance.halfLife_ms,
            let evidence = String(utf8: line.extracting(glance.evidence))
        else { return nil }
        (self.subject, self.evidence, self.behaviour) = (subject, evidence, behaviour)
        (time, began) = (glance.time, glance.began.flatMap { String(utf8: line.extracting($0)) })
        side = ReplaySide(
            weight_mp: glance.weight_mp, halfLife_ms: halfLife_ms, number: UInt8(clamping: glance.number), level: level,
            outcome: glance.outcome, consequence: glance.consequence)
    }
}

/// Reads canonical lines; those of events and of accounts of exposure without what a replay does not ask for, in a tenth of the
/// time that a whole entry takes.
package struct PastReader: Sendable {
    private var names = NameTable()

    /// Makes a reader with nothing remembered.
    package init() {}

    /// Nil when the line is not in canonical form, as far as it is read.
    package mutating func read(_ line: Span<UInt8>) -> PastEntry? {
        glance(line) ?? String(utf8: line).flatMap { LedgerEntry(canonical: $0) }.map { PastEntry($0) }
    }

    /// What a glance tells; nil when the line is of another kind, or has anything unusual.
    private mutating func glance(_ line: Span<UInt8>) -> PastEntry? {
        guard let glance = EntryGlance(line), let source = names.text(line.extracting(glance.source)),
            let id = names.text(line.extracting(glance.subject))
        else { return nil }
        let subject = Subject(source: source, id: id)
        if glance.kind == .event { return PastEvent(glance, line, of: subject).map { .event($0) } }
        guard let evidence = String(utf8: line.extracting(glance.evidence)),
            let blind_ms = blind(line.extracting(glance.blind))
        else { return nil }
        let account = ExposureEntry(
            evidence: evidence, start: Timestamp(microseconds: glance.start_ms * 1000), observed_ms: glance.observed_ms,
            blind_ms: blind_ms)
        return .exposure(account, of: subject, until: glance.time)
    }

    private mutating func blind(_ text: Span<UInt8>) -> [Exposure.Blind]? {
        var reader = PlainReader(text), list: [Exposure.Blind] = []
        while !reader.atEnd {
            guard list.isEmpty || reader.take(","), let range = reader.string(),
                let reason = names.text(text.extracting(range)), reader.take(":"), let milliseconds = reader.integer()
            else { return nil }
            list.append(Exposure.Blind(reason: reason, milliseconds: milliseconds))
        }
        return list
    }
}

extension EntryGlance {
    fileprivate var time: Timestamp { Timestamp(microseconds: time_ms * 1000) }
}
