internal import Base
internal import GRDB
internal import Score

/// The columns of the statement of `RangeCheck`.
enum EntryColumn {
    static let sequence: Int32 = 0
    static let kind: Int32 = 1
    static let subject: Int32 = 2
    static let time: Int32 = 3
    static let behaviour: Int32 = 4
    static let level: Int32 = 5
    static let weight: Int32 = 6
    static let halfLife: Int32 = 7
    static let concerns: Int32 = 8
    static let canonical: Int32 = 9
    static let evidence: Int32 = 10
    static let json: Int32 = 11
}

/// Whether one entry is right by itself: its form, the columns that repeat it, its evidence, its policy.
///
/// Events and accounts of exposure are looked at in their bytes; whatever does not look right there, and all other kinds, is
/// read as a value and judged by that alone.
struct EntryJudge {
    /// What is said of an entry.
    enum Verdict {
        case right(Content)
        /// What is wrong, to be said after the entry's number.
        case wrong(String)
    }

    /// What is to be looked at beside the entry.
    enum Content {
        case nothing
        /// An event at a time, and the hash of its JSON when the entry commits to it.
        case event(time_ms: Int64, content: MerkleHash?)
        case act(time_ms: Int64)
    }

    private let facts: LedgerFacts
    private let earlier: Statement

    init(_ db: Database, _ facts: LedgerFacts) throws {
        self.facts = facts
        earlier = try db.makeStatement(sql: "SELECT id FROM evidence WHERE sequence = ?")
    }

    /// - Parameter line: the entry's canonical line, which is the row's.
    func verdict(_ line: Span<UInt8>, _ rows: RawRows) throws -> Verdict {
        if let glance = EntryGlance(line), repeats(glance, line, rows) {
            guard let content = glance.content else {
                return .right(glance.kind == .event ? .event(time_ms: glance.time_ms, content: nil) : .nothing)
            }
            if let hash = MerkleHash(hexadecimal: line.extracting(content)) {
                return .right(.event(time_ms: glance.time_ms, content: hash))
            }
        }
        guard let text = String(utf8: line), let entry = LedgerEntry(canonical: text) else {
            return .wrong("is not in canonical form")
        }
        return try verdict(entry, rows)
    }

    /// Whether all is well with an event or an account of exposure, as far as its bytes show it.
    private func repeats(_ glance: EntryGlance, _ line: Span<UInt8>, _ rows: RawRows) -> Bool {
        guard glance.sequence == rows.integer(EntryColumn.sequence), glance.time_ms == rows.integer(EntryColumn.time),
            glance.weight_mp == rows.integer(EntryColumn.weight),
            glance.halfLife_ms == rows.optionalInteger(EntryColumn.halfLife),
            glance.level.map({ Int64($0.rank) }) == rows.optionalInteger(EntryColumn.level),
            rows.isNull(EntryColumn.concerns), let subject = facts.subjects[rows.integer(EntryColumn.subject)]
        else { return false }
        return line.extracting(glance.subject).equals(subject.name.span)
            && line.extracting(glance.source).equals(subject.source.span)
            && rows.withText(EntryColumn.evidence) { $0.equals(line.extracting(glance.evidence)) }
            && rows.withText(EntryColumn.kind) { $0.equals(glance.kind.rawValue.utf8.span) }
            && rows.withText(EntryColumn.behaviour) { $0.equals((glance.behaviour?.rawValue ?? "").utf8.span) }
            && rows.isNull(EntryColumn.behaviour) == (glance.behaviour == nil)
            && facts.policies.contains { $0.span.equals(line.extracting(glance.policy)) }
    }

    private func verdict(_ entry: LedgerEntry, _ rows: RawRows) throws -> Verdict {
        guard repeats(entry, rows) else { return .wrong("is not what its columns say") }
        guard entry.evidence == (try evidence(rows)) else { return .wrong("does not name its evidence") }
        // Acts before there was a policy name none.
        let isKept = entry.policy.isEmpty ? entry.kind.isAct : facts.policies.contains(Array(entry.policy.utf8))
        guard isKept else { return .wrong("names a policy that is not kept") }
        switch entry.content {
        case .event(let event):
            guard let content = event.content else {
                return .right(.event(time_ms: entry.time.milliseconds, content: nil))
            }
            guard let hash = MerkleHash(hexadecimal: content.utf8.span) else {
                return .wrong("commits to another event than the one that is kept")
            }
            return .right(.event(time_ms: entry.time.milliseconds, content: hash))
        case .policyActivation(let activation):
            let isRight = activation.rules == nil || activation.rules == facts.rules[entry.policy]
            return isRight ? .right(.nothing) : .wrong("activates other rules than those that are kept")
        default: return .right(entry.kind.isAct ? .act(time_ms: entry.time.milliseconds) : .nothing)
        }
    }

    private func repeats(_ entry: LedgerEntry, _ rows: RawRows) -> Bool {
        var behaviour: String?, level: Int64?
        if case .event(let event) = entry.content {
            (behaviour, level) = (event.behaviour.rawValue, Int64(event.severity.level.rank))
        }
        guard let subject = facts.subjects[rows.integer(EntryColumn.subject)] else { return false }
        return entry.sequence == rows.integer(EntryColumn.sequence)
            && entry.kind.rawValue == rows.text(EntryColumn.kind)
            && Array(entry.subject.source.utf8) == subject.source && Array(entry.subject.id.utf8) == subject.name
            && entry.time.milliseconds == rows.integer(EntryColumn.time)
            && behaviour == rows.text(EntryColumn.behaviour) && level == rows.optionalInteger(EntryColumn.level)
            && entry.weight_mp == rows.integer(EntryColumn.weight)
            && entry.halfLife_ms == rows.optionalInteger(EntryColumn.halfLife)
    }

    /// Id of what the row rests on, or of the earlier entry that it is about.
    private func evidence(_ rows: RawRows) throws -> String? {
        guard let concerns = rows.optionalInteger(EntryColumn.concerns) else { return rows.text(EntryColumn.evidence) }
        return try String.fetchOne(earlier, arguments: [concerns])
    }
}
