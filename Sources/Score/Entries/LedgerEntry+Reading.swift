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
        let content: LedgerEntry.Content? =
            switch kind {
            case .event: EventEntry(&reader).map { .event($0) }
            case .adjustment: AdjustmentEntry(&reader).map { .adjustment($0) }
            case .exposure: ExposureEntry(&reader).map { .exposure($0) }
            case .policyActivation: PolicyActivation(&reader).map { .policyActivation($0) }
            case .merit: MeritEntry(&reader).map { .merit($0) }
            case .reversal: ReversalEntry(&reader).map { .reversal($0) }
            case .purpose: PurposeEntry(&reader).map { .purpose($0) }
            case .steward: StewardEntry(&reader).map { .steward($0) }
            case .authority: AuthorityEntry(&reader).map { .authority($0) }
            case .observation: ObservationEntry(&reader).map { .observation($0) }
            case .confirmation: ConfirmationEntry(&reader).map { .confirmation($0) }
            case .appeal: AppealEntry(&reader).map { .appeal($0) }
            case .reply: ReplyEntry(&reader).map { .reply($0) }
            case .decision: DecisionEntry(&reader).map { .decision($0) }
            case .escalation: EscalationEntry(&reader).map { .escalation($0) }
            case .access: AccessEntry(&reader).map { .access($0) }
            case .erasure: ErasureEntry(&reader).map { .erasure($0) }
            }
        guard let content else { return nil }
        self = content
    }
}
