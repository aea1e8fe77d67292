import Base
import Score

extension CloudEvent {
    /// An alarm; nil for an entry that is no event.
    init?(alarm entry: LedgerEntry) {
        guard case .event(let event) = entry.content else { return nil }
        self.init(
            id: event.evidence + "-alarm", source: entry.subject.source, type: "wayside.alarm.v1",
            subject: entry.subject.id, time: entry.time
        ) { data in
            data.member("event", event.evidence)
            data.member("behaviour", event.behaviour.rawValue)
            data.member("phase", event.phase.rawValue)
            data.member("level", event.severity.level.rawValue)
            data.member("number", Int64(event.severity.number))
            data.member("vector", event.severity.vector)
            data.member("weight_mp", event.weight_mp)
            data.member("entry", entry.sequence)
            data.member("policy", entry.policy)
        }
    }

    /// What is taken back after an upheld appeal; nil for other entries. Why is said in the ledger, and stays there.
    init?(reversal entry: LedgerEntry) {
        guard case .reversal(let reversal) = entry.content else { return nil }
        self.init(
            id: "\(reversal.evidence)-reversal-\(reversal.appeal)", source: entry.subject.source,
            type: "wayside.reversal.v1", subject: entry.subject.id, time: entry.time
        ) { data in
            data.member("event", reversal.evidence)
            data.member("appeal", reversal.appeal)
            data.member("weight_mp", reversal.weight_mp)
            data.member("entry", entry.sequence)
            data.member("policy", entry.policy)
        }
    }

    /// A digest of alarms.
    public init(_ digest: AlarmDigest, site: String) {
        self.init(
            id: "digest-\(digest.start_ms)", source: site, type: "wayside.digest.v1", subject: nil,
            time: Timestamp(microseconds: digest.due_ms * 1000)
        ) { data in
            data.member("from", Timestamp(microseconds: digest.start_ms * 1000))
            data.member("until", Timestamp(microseconds: digest.due_ms * 1000))
            data.member("alarms", Int64(digest.alarms))
            data.member("over_budget", Int64(digest.overBudget))
            data.member("in_quiet_hours", Int64(digest.alarms - digest.overBudget))
            data.member("first_entry", digest.firstEntry)
            data.member("last_entry", digest.lastEntry)
            let shown = digest.shown
            data.key("lines")
            data.array { list in shown.forEach { $0.write(into: &list) } }
            data.key("not_listed")
            data.object { more in
                more.member("lines", Int64(digest.lines.count - shown.count))
                more.member("alarms", Int64(digest.alarms - shown.reduce(0) { $0 + $1.count }))
            }
        }
    }
}

extension AlarmDigest.Line {
    func write(into list: inout JSONText) {
        list.object { line in
            line.member("source", source)
            line.member("subject", subject)
            line.member("behaviour", behaviour)
            line.member("level", level)
            line.member("count", Int64(count))
            line.member("first", Timestamp(microseconds: first_ms * 1000))
            line.member("last", Timestamp(microseconds: last_ms * 1000))
        }
    }
}
