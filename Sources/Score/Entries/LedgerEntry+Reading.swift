import Base

extension LedgerEntry {
    /// Reads a canonical line; nil when it is not the canonical line of any entry, byte for byte.
    public init?(canonical text: String) {
        var reader = CanonicalReader(text)
        guard reader.take("{\"sequence\":"), let sequence = reader.integer(),
            reader.take(",\"kind\":"), let kind = reader.word(EntryKind.self),
            reader.take(",\"source\":"), let source = reader.string(),
            reader.take(",\"subject\":"), let id = reader.string(),
            reader.take(",\"time\":"), let time = reader.time(),
            reader.take(",\"policy\":"), let policy = reader.string(),
            let content = Content(kind, &reader), reader.take("}"), reader.atEnd
        else { return nil }
        self.init(
            sequence: sequence, subject: Subject(source: source, id: id), time: time, policy: policy, content: content)
    }
}

extension LedgerEntry.Content {
    init?(_ kind: EntryKind, _ reader: inout CanonicalReader) {
        switch kind {
        case .event:
            guard let entry = EventEntry(&reader) else { return nil }
            self = .event(entry)
        case .adjustment:
            guard let entry = AdjustmentEntry(&reader) else { return nil }
            self = .adjustment(entry)
        case .exposure:
            guard let entry = ExposureEntry(&reader) else { return nil }
            self = .exposure(entry)
        case .policyActivation:
            guard let entry = PolicyActivation(&reader) else { return nil }
            self = .policyActivation(entry)
        case .observation, .merit, .appeal, .decision: return nil
        }
    }
}

extension EventEntry {
    init?(_ reader: inout CanonicalReader) {
        guard reader.take(",\"evidence\":"), let evidence = reader.string(),
            reader.take(",\"behaviour\":"), let behaviour = reader.word(Behaviour.self),
            reader.take(",\"phase\":"), let phase = reader.word(ObservedEvent.Phase.self)
        else { return nil }
        var term: String?
        if reader.take(",\"term\":") {
            guard let name = reader.string() else { return nil }
            term = name
        }
        guard reader.take(",\"vector\":"), let vector = reader.string(), let severity = Severity(vector: vector),
            reader.take(",\"number\":"), reader.integer() == Int64(severity.number),
            reader.take(",\"level\":"), reader.word(Level.self) == severity.level,
            reader.take(",\"outcome\":"), let outcome = reader.word(Outcome.self),
            reader.take(",\"points_mp\":"), let points_mp = reader.integer(),
            reader.take(",\"weight_mp\":"), let weight_mp = reader.integer(),
            reader.take(",\"half_life_ms\":"), let halfLife_ms = reader.integer(), halfLife_ms >= 1,
            reader.take(",\"consequence\":"), let consequence = reader.word(Consequence.self)
        else { return nil }
        self.init(
            evidence: evidence, behaviour: behaviour, phase: phase, term: term, severity: severity, outcome: outcome,
            points_mp: points_mp, weight_mp: weight_mp, halfLife_ms: halfLife_ms, consequence: consequence)
    }
}

extension AdjustmentEntry {
    init?(_ reader: inout CanonicalReader) {
        guard reader.take(",\"evidence\":"), let evidence = reader.string(),
            reader.take(",\"cause\":"), let cause = reader.string(),
            reader.take(",\"weight_mp\":"), let weight_mp = reader.integer(),
            reader.take(",\"half_life_ms\":"), let halfLife_ms = reader.integer(), halfLife_ms >= 1
        else { return nil }
        self.init(evidence: evidence, cause: cause, weight_mp: weight_mp, halfLife_ms: halfLife_ms)
    }
}

extension ExposureEntry {
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

extension PolicyActivation {
    init?(_ reader: inout CanonicalReader) {
        guard reader.take(",\"id\":"), let id = reader.string(), reader.take(",\"version\":"),
            let version = reader.integer(), reader.take(",\"reason\":"), let reason = reader.string()
        else { return nil }
        self.init(id: id, version: Int(version), reason: reason)
    }
}
