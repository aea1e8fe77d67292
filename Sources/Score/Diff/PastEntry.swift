package import Base

/// What a replay must know of an entry that rests on an observation.
package enum PastEntry: Sendable {
    case event(PastEvent)
    case exposure(ExposureEntry, of: Subject, until: Timestamp)
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

    init(_ event: EventEntry, of entry: LedgerEntry) {
        (subject, time, evidence) = (entry.subject, entry.time, event.evidence)
        (behaviour, began, side) = (event.behaviour, event.began, ReplaySide(event))
    }

    fileprivate init?(_ glance: EntryGlance, _ line: Span<UInt8>, of subject: Subject) {
        guard let behaviour = glance.behaviour, let level = glance.level, let halfLife_ms = glance.halfLife_ms,
            let evidence = String(plain: line.extracting(glance.evidence))
        else { return nil }
        (self.subject, self.evidence, self.behaviour) = (subject, evidence, behaviour)
        (time, began) = (glance.time, glance.began.flatMap { String(plain: line.extracting($0)) })
        side = ReplaySide(
            weight_mp: glance.weight_mp, halfLife_ms: halfLife_ms, number: UInt8(clamping: glance.number), level: level,
            outcome: glance.outcome, consequence: glance.consequence)
    }
}

/// Reads canonical lines of events and of accounts of exposure without what a replay does not ask for, in a tenth of the time
/// that a whole entry takes.
package struct PastReader: Sendable {
    private var names = NameTable()

    /// Makes a reader with nothing remembered.
    package init() {}

    /// Nil when the line is of another kind, or has anything unusual: ask `LedgerEntry(canonical:)` then. What is read here is
    /// what that would read.
    package mutating func read(_ line: Span<UInt8>) -> PastEntry? {
        guard let glance = EntryGlance(line), let source = names.text(line.extracting(glance.source)),
            let id = names.text(line.extracting(glance.subject))
        else { return nil }
        let subject = Subject(source: source, id: id)
        if glance.kind == .event { return PastEvent(glance, line, of: subject).map { .event($0) } }
        guard let evidence = String(plain: line.extracting(glance.evidence)),
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

extension String {
    /// Text of printable ASCII.
    fileprivate init?(plain bytes: Span<UInt8>) {
        guard let utf8 = try? UTF8Span(validating: bytes) else { return nil }
        self.init(copying: utf8)
    }
}
