import Base

extension LedgerEntry {
    /// The entry's canonical text: one line of JSON, always the same bytes for the same entry, members in the order of
    /// docs/ledger.md. Its UTF-8 bytes are what the ledger's digest covers and what becomes a leaf of its Merkle tree.
    public var canonical: String {
        var json = JSONText()
        json.object { entry in
            entry.member("sequence", sequence)
            entry.member("kind", kind.rawValue)
            entry.member("source", subject.source)
            entry.member("subject", subject.id)
            entry.member("time", time)
            entry.member("policy", policy)
            content.write(into: &entry)
        }
        return json.text
    }
}

extension LedgerEntry.Content {
    func write(into entry: inout JSONText) {
        switch self {
        case .event(let content): content.write(into: &entry)
        case .adjustment(let content): content.write(into: &entry)
        case .exposure(let content): content.write(into: &entry)
        case .policyActivation(let content): content.write(into: &entry)
        case .merit(let content): content.write(into: &entry)
        case .reversal(let content): content.write(into: &entry)
        case .purpose(let content): content.write(into: &entry)
        case .steward(let content): content.write(into: &entry)
        case .authority(let content): content.write(into: &entry)
        case .observation(let content): content.write(into: &entry)
        case .confirmation(let content): content.write(into: &entry)
        case .appeal(let content): content.write(into: &entry)
        case .reply(let content): content.write(into: &entry)
        case .decision(let content): content.write(into: &entry)
        case .escalation(let content): content.write(into: &entry)
        case .access(let content): content.write(into: &entry)
        case .erasure(let content): content.write(into: &entry)
        }
    }
}
