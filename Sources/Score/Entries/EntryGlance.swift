package import Base

/// What the canonical line of an event or of an account of exposure says, as far as the check of a ledger asks: places in the
/// line instead of texts, so that nothing is allocated. Other kinds are few and go through `LedgerEntry`.
package struct EntryGlance {
    package let kind: EntryKind
    package let sequence: Int64
    /// Where in the line these texts lie.
    package let source: Range<Int>
    package let subject: Range<Int>
    package let policy: Range<Int>
    package private(set) var evidence = 0..<0
    /// Nil when the entry does not commit to its event.
    package private(set) var content: Range<Int>?
    package let time_ms: Int64
    /// The next four as `LedgerEntry` has them; nil for exposure.
    package private(set) var behaviour: Behaviour?
    package private(set) var level: Level?
    package private(set) var weight_mp: Int64 = 0
    package private(set) var halfLife_ms: Int64?
    /// Of an event: its severity's number, its outcome and consequence, and where the id lies of what began its stay.
    package private(set) var number = 0
    package private(set) var outcome = Outcome.counted
    package private(set) var consequence = Consequence.note
    package private(set) var began: Range<Int>?
    /// Of an account of exposure: when it begins, how much of it was observed, and where its list of reasons lies.
    package private(set) var start_ms: Int64 = 0
    package private(set) var observed_ms: Int64 = 0
    package private(set) var blind = 0..<0

    /// Reads a line. Nil does not say that the line is wrong: ask `LedgerEntry(canonical:)` then. A line that is taken here is
    /// taken there, and says the same. Cost: about 0.3 microseconds.
    package init?(_ line: Span<UInt8>) {
        var reader = PlainReader(line)
        guard reader.take("{\"sequence\":"), let sequence = reader.integer(), reader.take(",\"kind\":\"") else {
            return nil
        }
        let isEvent = reader.take("event\"")
        guard isEvent || reader.take("exposure\""), reader.take(",\"source\":"), let source = reader.string(),
            reader.take(",\"subject\":"), let subject = reader.string(), reader.take(",\"time\":"),
            let time = reader.time(), reader.take(",\"policy\":"), let policy = reader.string(),
            reader.take(",\"evidence\":"), let evidence = reader.string()
        else { return nil }
        (self.sequence, self.source, self.subject, self.policy) = (sequence, source, subject, policy)
        (self.evidence, kind, time_ms) = (evidence, isEvent ? .event : .exposure, time.milliseconds)
        guard isEvent ? takeEvent(&reader) : takeExposure(&reader), reader.take("}"), reader.atEnd else {
            return nil
        }
    }

    /// The members of `EventEntry` after the id.
    private mutating func takeEvent(_ reader: inout PlainReader) -> Bool {
        if reader.take(",\"content\":") {
            content = reader.string()
            if content == nil { return false }
        }
        guard reader.take(",\"behaviour\":"), let behaviour = reader.word(EntryGlance.behaviours),
            reader.take(",\"phase\":"), reader.word(EntryGlance.phases) != nil
        else { return false }
        if reader.take(",\"began\":") {
            began = reader.string()
            if began == nil { return false }
        }
        if reader.take(",\"term\":"), reader.string() == nil { return false }
        guard reader.take(",\"vector\":"), let severity = reader.severity(),
            reader.take(",\"number\":"), reader.integer() == Int64(severity.number),
            reader.take(",\"level\":"), reader.word(EntryGlance.levels) == severity.level,
            reader.take(",\"outcome\":"), let outcome = reader.word(EntryGlance.outcomes),
            reader.take(",\"points_mp\":"), reader.integer() != nil,
            reader.take(",\"weight_mp\":"), let weight_mp = reader.integer(),
            reader.take(",\"half_life_ms\":"), let halfLife_ms = reader.integer(), halfLife_ms >= 1,
            reader.take(",\"consequence\":"), let consequence = reader.word(EntryGlance.consequences)
        else { return false }
        (self.behaviour, level) = (behaviour, severity.level)
        (self.weight_mp, self.halfLife_ms) = (weight_mp, halfLife_ms)
        (number, self.outcome, self.consequence) = (severity.number, outcome, consequence)
        return true
    }

    /// The members of `ExposureEntry` after the id.
    private mutating func takeExposure(_ reader: inout PlainReader) -> Bool {
        guard reader.take(",\"start\":"), let start = reader.time(), reader.take(",\"observed_ms\":"),
            let observed_ms = reader.integer(), reader.take(",\"blind_ms\":{")
        else { return false }
        (start_ms, self.observed_ms) = (start.milliseconds, observed_ms)
        let first = reader.position
        while !reader.take("}") {
            guard reader.position == first || reader.take(","), reader.string() != nil, reader.take(":"),
                reader.integer() != nil
            else { return false }
        }
        blind = first..<reader.position - 1
        return true
    }

    private static let behaviours = PlainWords<Behaviour>()
    private static let phases = PlainWords<ObservedEvent.Phase>()
    private static let levels = PlainWords<Level>()
    private static let outcomes = PlainWords<Outcome>()
    private static let consequences = PlainWords<Consequence>()
}
