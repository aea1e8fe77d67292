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
            entry.member("time", time.rfc3339)
            entry.member("policy", policy)
            switch content {
            case .event(let event): event.write(into: &entry)
            case .adjustment(let adjustment): adjustment.write(into: &entry)
            case .exposure(let exposure): exposure.write(into: &entry)
            case .policyActivation(let activation): activation.write(into: &entry)
            }
        }
        return json.text
    }
}

extension EventEntry {
    func write(into entry: inout JSONText) {
        entry.member("evidence", evidence)
        entry.member("behaviour", behaviour.rawValue)
        entry.member("phase", phase.rawValue)
        if let term { entry.member("term", term) }
        entry.member("vector", severity.vector)
        entry.member("number", Int64(severity.number))
        entry.member("level", severity.level.rawValue)
        entry.member("outcome", outcome.rawValue)
        entry.member("points_mp", points_mp)
        entry.member("weight_mp", weight_mp)
        entry.member("half_life_ms", halfLife_ms)
        entry.member("consequence", consequence.rawValue)
    }
}

extension AdjustmentEntry {
    func write(into entry: inout JSONText) {
        entry.member("evidence", evidence)
        entry.member("cause", cause)
        entry.member("weight_mp", weight_mp)
        entry.member("half_life_ms", halfLife_ms)
    }
}

extension ExposureEntry {
    func write(into entry: inout JSONText) {
        entry.member("evidence", evidence)
        entry.member("start", start.rfc3339)
        entry.member("observed_ms", observed_ms)
        entry.key("blind_ms")
        entry.object { list in blind_ms.forEach { list.member($0.reason, $0.milliseconds) } }
    }
}

extension PolicyActivation {
    func write(into entry: inout JSONText) {
        entry.member("id", id)
        entry.member("version", Int64(version))
        entry.member("reason", reason)
    }
}
