internal import Base
internal import GRDB
internal import Score

/// Finds what an appeal is about in a ledger.
struct MatterFinder {
    private let db: Database

    init(_ db: Database) { self.db = db }

    /// The subject of an event; nil when the ledger has no such event.
    func subject(ofEvent id: String) throws -> Subject? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT source, name FROM evidence JOIN entry USING (sequence) JOIN subject ON subject.id = entry.subject
                WHERE evidence.id = ? AND kind = 'event'
                """,
            arguments: [id])
        return row.map { Subject(source: $0[0], id: $0[1]) }
    }

    /// Every event of every stay in question, as far as they are in the ledger. Cost: reads the place's events from the
    /// beginning of the first stay on.
    func matter(_ about: AppealEntry.About, at subject: Subject) throws -> AppealMatter {
        let named = try events(about, subject)
        guard let from_ms = named.map(\.start_ms).min() else { return AppealMatter([]) }
        let reversals = try reversals(at: subject)
        let wanted = Set(named.map(\.sequence))
        let stays = Stays(try events(subject, "AND time_ms >= ?", [from_ms]))
        return AppealMatter(
            stays.all.filter { stay in stay.contains { wanted.contains($0.sequence) } }.flatMap(\.self).map {
                AppealMatter.Event(id: $0.id, sequence: $0.sequence, reversedBy: reversals[$0.sequence])
            })
    }

    /// The events that are named, without the rest of their stays.
    private func events(_ about: AppealEntry.About, _ subject: Subject) throws -> [StoredStep] {
        switch about {
        case .event(let id): try events(subject, "AND evidence.id = ?", [id])
        case .span(let from, let until):
            try events(subject, "AND time_ms >= ? AND time_ms < ?", [from.milliseconds, until.milliseconds])
        }
    }

    private func events(
        _ subject: Subject, _ condition: String, _ arguments: StatementArguments
    ) throws -> [StoredStep] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT entry.sequence, evidence.id, time_ms, json_extract(json, '$.data.rule') AS rule,
                json_extract(json, '$.data.phase') AS phase, json_extract(json, '$.data.start') AS start
                FROM entry JOIN evidence USING (sequence)
                WHERE subject = (SELECT id FROM subject WHERE source = ? AND name = ?) AND kind = 'event' \(condition)
                ORDER BY entry.sequence
                """,
            arguments: [subject.source, subject.id] + arguments)
        var steps: [StoredStep] = []
        while let row = try rows.next() { steps.append(StoredStep(row)) }
        return steps
    }

    /// Which appeal has taken back which entry.
    private func reversals(at subject: Subject) throws -> [Int64: Int64] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT concerns, canonical FROM entry
                WHERE subject = (SELECT id FROM subject WHERE source = ? AND name = ?) AND kind = 'reversal'
                """,
            arguments: [subject.source, subject.id])
        var appeals: [Int64: Int64] = [:]
        for row in rows {
            if case .reversal(let reversal) = try LedgerReader.entry(row[1]).content {
                appeals[row[0]] = reversal.appeal
            }
        }
        return appeals
    }
}

/// An event as one step of a stay.
private struct StoredStep {
    let sequence: Int64
    let id: String
    /// Where the stay began; the event's own time when what it was has been erased.
    let start_ms: Int64
    /// The same for all events of a stay; nil for an event that stands alone, or whose text has been erased.
    let stay: String?
    let isEnd: Bool

    init(_ row: Row) {
        (sequence, id) = (row["sequence"], row["id"])
        let phase: String? = row["phase"], start: String? = row["start"], rule: String? = row["rule"]
        let began = start.flatMap { Timestamp(rfc3339: $0) }?.milliseconds
        start_ms = min(began ?? row["time_ms"], row["time_ms"])
        isEnd = phase == ObservedEvent.Phase.ended.rawValue
        stay =
            phase == ObservedEvent.Phase.instant.rawValue ? nil : start.flatMap { time in rule.map { $0 + " " + time } }
    }
}

/// Events joined to stays: by their rule and start. Where several stays of a rule begin with one frame, the first end that
/// was entered is the first one's, and so on; an end weighs nothing, so that no number depends on it.
private struct Stays {
    /// Each stay's events, the beginning first.
    private(set) var all: [[StoredStep]] = []

    init(_ steps: [StoredStep]) {
        var positions: [String: [Int]] = [:]
        for step in steps where !step.isEnd {
            if let stay = step.stay { positions[stay, default: []].append(all.count) }
            all.append([step])
        }
        for step in steps where step.isEnd {
            if let stay = step.stay, let position = positions[stay]?.first {
                positions[stay]?.removeFirst()
                all[position].append(step)
            } else {
                all.append([step])
            }
        }
    }
}
