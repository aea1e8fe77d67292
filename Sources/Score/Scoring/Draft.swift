import Base

/// An entry that has no number yet.
struct Draft {
    let subject: Subject
    let time: Timestamp
    let content: LedgerEntry.Content

    init(_ subject: Subject, _ time: Timestamp, _ content: LedgerEntry.Content) {
        (self.subject, self.time, self.content) = (subject, time, content)
    }

    init(_ subject: Subject, _ time_ms: Int64, _ content: LedgerEntry.Content) {
        self.init(subject, Timestamp(microseconds: time_ms * 1000), content)
    }
}
