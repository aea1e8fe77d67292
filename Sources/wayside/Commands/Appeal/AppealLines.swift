import Base
import Ledger
import Score

/// Appeals as a table for people and as JSON for machines.
enum AppealLines {
    /// One line per appeal below a title.
    static func table(_ appeals: [Appeal], at time: Timestamp, _ style: Style) -> [String] {
        var table = TextTable([
            ("appeal", .right), ("state", .left), ("due", .left), ("place", .left), ("about", .left), ("filed", .left),
            ("replies", .right),
        ])
        for appeal in appeals {
            table.add([
                "\(appeal.number)", appeal.state(at: time).rawValue, appeal.content.due.rfc3339, appeal.subject.path,
                about(appeal.content.about), appeal.filed.rfc3339, "\(appeal.replies.count)",
            ])
        }
        return table.lines(style)
    }

    /// What it is about, in words.
    static func about(_ about: AppealEntry.About) -> String {
        switch about {
        case .event(let id): "event \(id)"
        case .span(let from, let until): "\(from.rfc3339) to \(until.rfc3339)"
        }
    }

    /// One object.
    static func json(_ appeal: Appeal, at time: Timestamp) -> String {
        var text = JSONText()
        text.object { write(appeal, at: time, into: &$0) }
        return text.text
    }

    /// The members of an appeal.
    static func write(_ appeal: Appeal, at time: Timestamp, into object: inout JSONText) {
        object.member("appeal", appeal.number)
        object.member("entry", appeal.sequence)
        object.member("state", appeal.state(at: time).rawValue)
        object.member("source", appeal.subject.source)
        object.member("place", appeal.subject.id)
        switch appeal.content.about {
        case .event(let id): object.member("event", id)
        case .span(let from, let until):
            object.member("from", from.rfc3339)
            object.member("until", until.rfc3339)
        }
        object.member("filed", appeal.filed.rfc3339)
        object.member("due", appeal.content.due.rfc3339)
        object.member("replies", Int64(appeal.replies.count))
        if let escalated = appeal.escalated { object.member("escalated", escalated.rfc3339) }
        if let decision = appeal.decision {
            object.member("decided", decision.time.rfc3339)
            object.member("decider", decision.author)
            object.member("decision_entry", decision.sequence)
        }
    }
}

/// An appeal with the events in question and the words that everybody may read.
struct AppealAccount {
    private let appeal: Appeal
    private let events: [(event: AppealMatter.Event, entry: LedgerEntry)]
    /// Texts of replies and of the decision; nil where one has been erased.
    private let replies: [String?]
    private let decision: String?

    init(_ appeal: Appeal, _ reader: LedgerReader) throws(LedgerError) {
        self.appeal = appeal
        var events: [(AppealMatter.Event, LedgerEntry)] = [], replies: [String?] = []
        for event in try reader.matter(of: appeal).events {
            if let entry = try reader.event(event.id)?.entry { events.append((event, entry)) }
        }
        for reply in appeal.replies { replies.append(try reader.note(reply.note)) }
        (self.events, self.replies) = (events, replies)
        decision = if let note = appeal.decision?.note { try reader.note(note) } else { nil }
    }

    private static let erased = "(erased)"

    /// For people.
    func lines(at time: Timestamp) -> [String] {
        var lines = [
            "appeal \(appeal.number): \(appeal.state(at: time).rawValue)",
            "  about    \(AppealLines.about(appeal.content.about)) at \(appeal.subject.path)",
            "  filed    \(appeal.filed.rfc3339), entry \(appeal.sequence)",
            "  due      \(appeal.content.due.rfc3339)",
        ]
        if let escalated = appeal.escalated { lines.append("  late     entered as overdue \(escalated.rfc3339)") }
        for (event, entry) in events { lines.append("  event    \(Self.words(event, entry))") }
        for (reply, text) in zip(appeal.replies, replies) {
            lines.append("  reply    \(reply.time.rfc3339): \(text ?? Self.erased)")
        }
        if let decision = appeal.decision {
            lines.append(
                "  decided  \(decision.time.rfc3339) by \(decision.author), entry \(decision.sequence): \(self.decision ?? Self.erased)"
            )
        }
        return lines.map { ControlCharacters.writtenOut($0, keepingLines: true) }
    }

    private static func words(_ event: AppealMatter.Event, _ entry: LedgerEntry) -> String {
        guard case .event(let content) = entry.content else { return event.id }
        let severity = "\(content.severity.level.rawValue) \(content.severity.number)"
        let fate = event.reversedBy.map { "; taken back by appeal \($0)" } ?? ""
        return
            "\(event.id), \(entry.time.rfc3339), \(content.behaviour.rawValue) \(content.phase.rawValue), \(severity), "
            + "weight \(pointsText(content.weight_mp, signed: true))\(fate)"
    }

    /// For machines: the appeal, events, replies and decision with their words; a text that was erased is null.
    func json(at time: Timestamp) -> String {
        var text = JSONText()
        text.object { object in
            AppealLines.write(appeal, at: time, into: &object)
            object.key("events")
            object.array { list in
                for (event, entry) in events {
                    list.object { item in
                        item.member("event", event.id)
                        item.member("entry", event.sequence)
                        item.member("time", entry.time.rfc3339)
                        item.member("weight_mp", entry.weight_mp)
                        if let number = event.reversedBy { item.member("reversed_by", number) }
                    }
                }
            }
            object.key("reply_texts")
            object.array { list in for text in replies { Self.write(text, into: &list) } }
            if appeal.decision != nil {
                object.key("decision_text")
                Self.write(decision, into: &object)
            }
        }
        return text.text
    }

    private static func write(_ text: String?, into json: inout JSONText) {
        if let text { json.string(text) } else { json.null() }
    }
}
