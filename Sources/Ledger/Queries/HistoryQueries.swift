public import Base
internal import GRDB
public import Score

extension LedgerReader {
    /// All that has moved a place's standing until a time, for working out where it stood at many instants; of events, only
    /// what tells them apart. Cost: grows with the place's weighing entries.
    public func weights(of subject: Subject, until time: Timestamp) throws(LedgerError) -> [StandingInput] {
        try read { try LedgerReader.inputs(subject, until: time, isNamed: false, $0) }
    }

    /// The entries that moved a place's standing after one time until another, in order of time.
    public func moves(
        of subject: Subject, after start: Timestamp, until end: Timestamp
    ) throws(LedgerError) -> [LedgerEntry] {
        try read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT canonical FROM entry WHERE subject = (SELECT id FROM subject WHERE source = ? AND name = ?)
                    AND time_ms > ? AND time_ms <= ? AND weight_mp <> 0 ORDER BY time_ms, sequence
                    """,
                arguments: [subject.source, subject.id, start.milliseconds, end.milliseconds]
            ).map(LedgerReader.entry)
        }
    }

    /// Accounts of exposure of a place that end after one time and not after another: the time at which each ends, and the account.
    public func accounts(
        of subject: Subject, after start: Timestamp, until end: Timestamp
    ) throws(LedgerError) -> [(end: Timestamp, account: ExposureEntry)] {
        try read { db in
            let rows = try String.fetchAll(
                db,
                sql: """
                    SELECT canonical FROM entry WHERE subject = (SELECT id FROM subject WHERE source = ? AND name = ?)
                    AND kind = 'exposure' AND time_ms > ? AND time_ms <= ? ORDER BY time_ms
                    """,
                arguments: [subject.source, subject.id, start.milliseconds, end.milliseconds])
            return try rows.compactMap { row in
                let entry = try LedgerReader.entry(row)
                guard case .exposure(let account) = entry.content else { return nil }
                return (entry.time, account)
            }
        }
    }

    /// How often each behaviour was observed at a place after one time until another: moments and beginnings of stays that were
    /// not taken back.
    public func counts(
        of subject: Subject, after start: Timestamp, until end: Timestamp
    ) throws(LedgerError) -> [(behaviour: Behaviour, events: Int)] {
        try read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT behaviour, count(*) FROM entry
                    WHERE subject = (SELECT id FROM subject WHERE source = ? AND name = ?) AND kind = 'event'
                    AND time_ms > ? AND time_ms <= ? AND instr(canonical, '"phase":"ended"') = 0
                    AND NOT EXISTS (SELECT 1 FROM entry AS later WHERE later.concerns = entry.sequence AND later.kind = 'reversal')
                    GROUP BY behaviour
                    """,
                arguments: [subject.source, subject.id, start.milliseconds, end.milliseconds])
            let found = Dictionary(uniqueKeysWithValues: rows.map { ($0[0] as String, $0[1] as Int) })
            return Behaviour.allCases.compactMap { behaviour in
                found[behaviour.rawValue].map { (behaviour, $0) }
            }
        }
    }

    /// When the first entry about a place was made, by its own time; nil when there is none.
    public func earliestTime(of subject: Subject) throws(LedgerError) -> Timestamp? {
        try read { db in
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT min(time_ms) FROM entry
                    WHERE subject = (SELECT id FROM subject WHERE source = ? AND name = ?) AND kind IN ('event', 'exposure')
                    """,
                arguments: [subject.source, subject.id]
            ).map { Timestamp(microseconds: $0 * 1000) }
        }
    }

    /// Which of these events' entries an upheld appeal has taken back.
    public func reversed(among sequences: [Int64]) throws(LedgerError) -> Set<Int64> {
        guard !sequences.isEmpty else { return [] }
        return try read { db in
            let places = databaseQuestionMarks(count: sequences.count)
            return Set(
                try Int64.fetchAll(
                    db, sql: "SELECT concerns FROM entry WHERE concerns IN (\(places)) AND kind = 'reversal'",
                    arguments: StatementArguments(sequences)))
        }
    }
}
