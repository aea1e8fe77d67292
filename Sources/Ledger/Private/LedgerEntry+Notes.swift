internal import Score

extension LedgerEntry {
    /// Commitments to the private content that the entry was made with: its reason, then what is attached. An erasure
    /// names what others committed to, and has none itself.
    var committedNotes: [String] {
        switch content {
        case .observation(let entry): [entry.note] + entry.attachments
        case .confirmation(let entry): [entry.note]
        case .appeal(let entry): [entry.note]
        case .reply(let entry): [entry.note]
        case .decision(let entry): [entry.note]
        default: []
        }
    }
}
