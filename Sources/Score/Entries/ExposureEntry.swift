public import Base

/// How long a place was observed up to the entry's time.
public struct ExposureEntry: EntryContent {
    /// Id of the account.
    public let evidence: String
    /// Where the account begins, in whole milliseconds.
    public let start: Timestamp
    public let observed_ms: Int64
    /// In order of reason.
    public let blind_ms: [Exposure.Blind]

    /// Makes an account's entry; parts of a millisecond of `start` are cut off.
    public init(evidence: String, start: Timestamp, observed_ms: Int64, blind_ms: [Exposure.Blind]) {
        (self.evidence, self.observed_ms, self.blind_ms) = (evidence, observed_ms, blind_ms)
        self.start = Timestamp(microseconds: start.milliseconds * 1000)
    }

    func write(into entry: inout JSONText) {
        entry.member("evidence", evidence)
        entry.member("start", start)
        entry.member("observed_ms", observed_ms)
        entry.key("blind_ms")
        entry.object { list in blind_ms.forEach { list.member($0.reason, $0.milliseconds) } }
    }

    init?(_ reader: inout CanonicalReader) {
        guard reader.take(",\"evidence\":"), let evidence = reader.string(),
            reader.take(",\"start\":"), let start = reader.time(),
            reader.take(",\"observed_ms\":"), let observed_ms = reader.integer(),
            reader.take(",\"blind_ms\":{"), let blind = ExposureEntry.blind(&reader)
        else { return nil }
        self.init(evidence: evidence, start: start, observed_ms: observed_ms, blind_ms: blind)
    }

    private static func blind(_ reader: inout CanonicalReader) -> [Exposure.Blind]? {
        var list: [Exposure.Blind] = []
        while !reader.take("}") {
            guard list.isEmpty || reader.take(","), let reason = reader.string(), reader.take(":"),
                let milliseconds = reader.integer()
            else { return nil }
            list.append(Exposure.Blind(reason: reason, milliseconds: milliseconds))
        }
        return list
    }
}
