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
        let near = named.allSatisfy(\.isAlone) ? named : try events(subject, "AND time_ms >= ?", [from_ms])
        let stays = Stays(near)
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
                SELECT entry.sequence, evidence.id, time_ms, json_extract(entry.canonical, '$.phase') AS phase,
                json_extract(entry.canonical, '$.began') AS began, json_extract(json, '$.data.rule') AS rule,
                json_extract(json, '$.data.start') AS start,
                (SELECT first.time_ms FROM evidence AS named JOIN entry AS first USING (sequence)
                  WHERE named.id = json_extract(entry.canonical, '$.began')) AS began_ms
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
    /// Where the stay began, as far as is known; the event's own time when what it was has been erased.
    let start_ms: Int64
    let isEnd: Bool
    /// Whether it is a moment and no part of a stay.
    let isAlone: Bool
    /// Id of the event that began the stay which this one ends; nil in entries from before it was entered.
    let began: String?
    /// The same for all events of a stay, by rule and start; nil for one that stands alone, or whose text has been erased.
    let stay: String?

    init(_ row: Row) {
        (sequence, id, began) = (row["sequence"], row["id"], row["began"])
        let phase: String = row["phase"] ?? "", start: String? = row["start"], rule: String? = row["rule"]
        let time_ms: Int64 = row["time_ms"]
        let began_ms: Int64? = row["began_ms"]
        start_ms = min(start.flatMap { Timestamp(rfc3339: $0) }?.milliseconds ?? time_ms, began_ms ?? time_ms, time_ms)
        isEnd = phase == ObservedEvent.Phase.ended.rawValue
        isAlone = phase == ObservedEvent.Phase.instant.rawValue
        stay = isAlone ? nil : start.flatMap { time in rule.map { $0 + " " + time } }
    }
}

/// Events joined to stays: an end by the beginning that it names; in entries from before ends named one, by rule and start. Where
/// several of those began with one frame, the first end that was entered is the first one's, and so on; an end
/// weighs nothing, so that no number depends on it.
private struct Stays {
    /// Each stay's events, the beginning first.
    private(set) var all: [[StoredStep]] = []

    init(_ steps: [StoredStep]) {
        var positions: [String: [Int]] = [:], beginnings: [String: Int] = [:]
        for step in steps where !step.isEnd {
            if let stay = step.stay { positions[stay, default: []].append(all.count) }
            beginnings[step.id] = all.count
            all.append([step])
        }
        for step in steps where step.isEnd {
            if let position = step.began.map({ beginnings[$0] }) ?? step.stay.flatMap({ positions[$0]?.first }) {
                if let stay = step.stay { positions[stay]?.removeAll { $0 == position } }
                all[position].append(step)
            } else {
                all.append([step])
            }
        }
    }
}
