public import Base
internal import GRDB
public import Score

/// What is appealed against, and why.
public struct AppealFiling: Hashable, Sendable {
    /// An event, or a span of time of a place.
    public enum Object: Hashable, Sendable {
        case event(String)
        case span(Subject, from: Timestamp, until: Timestamp)
    }

    public let object: Object
    public let reason: PrivateItem
    /// Shown beside what is appealed against, from now on.
    public let reply: PrivateItem?

    /// Makes a filing; parts of a millisecond of times are cut off.
    public init(_ object: Object, reason: PrivateItem, reply: PrivateItem? = nil) {
        (self.object, self.reason, self.reply) = (object, reason, reply)
    }
}

extension SQLiteLedger {
    /// Files an appeal. Anybody may; nothing is entered about who did.
    /// - Parameters:
    ///   - time: of the act.
    ///   - policies: by hash; the active one says within which time to decide.
    /// - Returns: the appeal, with its number and when it is due.
    public func file(
        _ filing: AppealFiling, at time: Timestamp, policies: [String: Policy], salts: Salts = .system
    ) throws(AppealError) -> Appeal {
        try appealing(at: time) { desk in
            let finder = MatterFinder(desk.db)
            let (subject, about) = try Self.object(filing.object, finder)
            let earlier = try desk.earlier(at: subject, reason: filing.reason.text)
            try AppealBook.permitFiling(try finder.matter(about, at: subject), earlier: earlier)
            let number = desk.appeals.nextNumber
            let note = try PrivateContent(desk.db).insert(filing.reason, for: desk.next, salts)
            let rule = policies[desk.policy]?.appeals ?? AppealRule()
            let entry = AppealEntry(
                number: number, about: about, due: AppealBook.due(filed: time, under: rule), note: note)
            try desk.enter(.appeal(entry), about: subject)
            if let reply = filing.reply { try desk.add(reply, to: number, at: subject, salts) }
            return number
        }
    }

    /// Adds a reply to an appeal. Anybody may.
    /// - Returns: the appeal with it.
    public func reply(
        _ text: PrivateItem, to number: Int64, at time: Timestamp, salts: Salts = .system
    ) throws(AppealError) -> Appeal {
        try appealing(at: time) { desk in
            let appeal = try desk.appeals.permitReply(to: number)
            try desk.add(text, to: number, at: appeal.subject, salts)
            return number
        }
    }

    /// Enters that what is overdue is so. Every other act does that too.
    /// - Returns: the appeals that have escalated by this.
    public func escalateAppeals(at time: Timestamp) throws(AppealError) -> [Appeal] {
        let before: Set<Int64>
        do { before = Set(try reader.appeals().appeals.filter { $0.escalated != nil }.map(\.number)) } catch {
            throw .ledger(error)
        }
        _ = try acting(at: time) { _ in }
        do {
            return try reader.appeals().appeals.filter { $0.escalated != nil && !before.contains($0.number) }
        } catch { throw .ledger(error) }
    }

    private static func object(
        _ object: AppealFiling.Object, _ finder: MatterFinder
    ) throws -> (Subject, AppealEntry.About) {
        switch object {
        case .event(let id):
            guard let subject = try finder.subject(ofEvent: id) else { throw AppealRefusal.unknownEvent(id) }
            return (subject, .event(id))
        case .span(let subject, let from, let until):
            guard from.milliseconds < until.milliseconds else { throw AppealRefusal.emptySpan }
            return (subject, .span(from: from, until: until))
        }
    }

    /// Acts, and gives the appeal whose number comes out as it is then.
    func appealing(at time: Timestamp, _ body: (inout AppealDesk) throws -> Int64) throws(AppealError) -> Appeal {
        try acting(at: time) { desk in
            let number = try body(&desk)
            guard let appeal = desk.appeals.appeal(number) else { throw AppealRefusal.unknownAppeal(number) }
            return appeal
        }
    }

    /// Acts in one transaction. When the act is refused, what was overdue is entered all the same: `body` must ask
    /// whether it may before it enters anything.
    func acting<Value>(
        at time: Timestamp, _ body: (inout AppealDesk) throws -> Value
    ) throws(AppealError) -> Value {
        let result: Result<Value, AppealRefusal>
        do throws(LedgerError) {
            result = try write { db in
                do {
                    var desk = try AppealDesk(db, at: time)
                    let first = desk.next
                    var result: Result<Value, AppealRefusal>
                    do { result = .success(try body(&desk)) } catch let refusal as AppealRefusal {
                        precondition(desk.next == first, "whether it may be done is asked first")
                        result = .failure(refusal)
                    }
                    try desk.finish()
                    return result
                } catch let refusal as Refusal { return .failure(.notPermitted(refusal)) }
            }
        } catch { throw .ledger(error) }
        switch result {
        case .success(let value): return value
        case .failure(let refusal): throw .refused(refusal)
        }
    }
}

extension AppealDesk {
    /// The appeals there have been about a place, with what is needed to compare them.
    /// - Parameter reason: of a new one.
    func earlier(at subject: Subject, reason: String? = nil) throws -> [AppealBook.Earlier] {
        let finder = MatterFinder(db), content = PrivateContent(db)
        return try appeals.appeals.filter { $0.subject == subject }.map { appeal in
            let kept = try content.read(appeal.content.note)?.text
            return AppealBook.Earlier(
                appeal, try finder.matter(appeal.content.about, at: subject),
                hasSameReason: AppealBook.isSameReason(kept, reason))
        }
    }

    fileprivate mutating func add(_ reply: PrivateItem, to number: Int64, at subject: Subject, _ salts: Salts) throws {
        let note = try PrivateContent(db).insert(reply, for: next, salts)
        try enter(.reply(ReplyEntry(appeal: number, note: note)), about: subject)
    }
}

extension LedgerReader {
    /// Every appeal and how it stands.
    public func appeals() throws(LedgerError) -> AppealBook {
        try read { db in
            var book = AppealBook()
            for entry in try LedgerReader.acts(db) { book.enter(entry) }
            return book
        }
    }

    /// What an appeal is about: every event of every stay in question.
    public func matter(of appeal: Appeal) throws(LedgerError) -> AppealMatter {
        try read { db in try MatterFinder(db).matter(appeal.content.about, at: appeal.subject) }
    }
}
