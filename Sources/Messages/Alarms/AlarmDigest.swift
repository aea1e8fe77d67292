import Base
import Score

/// Alarms that are told together.
public struct AlarmDigest: Hashable, Sendable, Codable {
    /// Lines that a message lists; the rest is counted.
    static let mostLines = 100

    /// All alarms of one place, behaviour and level.
    public struct Line: Hashable, Sendable, Codable {
        public let source: String
        public let subject: String
        public let behaviour: String
        public let level: String
        public internal(set) var count: Int
        public internal(set) var first_ms: Int64
        public internal(set) var last_ms: Int64
    }

    /// Where the window begins, in milliseconds since the Unix epoch.
    public let start_ms: Int64
    /// When the digest is told.
    public let due_ms: Int64
    public private(set) var alarms = 0
    /// How many of them exceeded the policy's budget; the others came in quiet hours.
    public private(set) var overBudget = 0
    /// Numbers of the first and the last of their entries.
    public let firstEntry: Int64
    public private(set) var lastEntry: Int64
    public private(set) var lines: [Line] = []

    init(start_ms: Int64, due_ms: Int64, firstEntry: Int64) {
        (self.start_ms, self.due_ms) = (start_ms, due_ms)
        (self.firstEntry, lastEntry) = (firstEntry, firstEntry)
    }

    mutating func add(_ event: EventEntry, of entry: LedgerEntry) {
        alarms += 1
        if event.consequence == .digest { overBudget += 1 }
        lastEntry = entry.sequence
        let time_ms = entry.time.milliseconds, level = event.severity.level.rawValue
        let at = lines.firstIndex {
            $0.subject == entry.subject.id && $0.source == entry.subject.source
                && $0.behaviour == event.behaviour.rawValue && $0.level == level
        }
        guard let at else {
            lines.append(
                Line(
                    source: entry.subject.source, subject: entry.subject.id, behaviour: event.behaviour.rawValue,
                    level: level, count: 1, first_ms: time_ms, last_ms: time_ms))
            return
        }
        lines[at].count += 1
        lines[at].first_ms = min(lines[at].first_ms, time_ms)
        lines[at].last_ms = max(lines[at].last_ms, time_ms)
    }

    /// The lines that a message lists: the gravest first, then the most frequent.
    var shown: [Line] {
        func rank(_ line: Line) -> Int { Level(rawValue: line.level)?.rank ?? 0 }
        let sorted = lines.sorted { a, b in
            if rank(a) != rank(b) { return rank(a) > rank(b) }
            if a.count != b.count { return a.count > b.count }
            return (a.source, a.subject, a.behaviour) < (b.source, b.subject, b.behaviour)
        }
        return Array(sorted.prefix(AlarmDigest.mostLines))
    }
}
