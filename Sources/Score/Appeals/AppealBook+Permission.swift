public import Base

/// What may be done, decided before anything is entered. Each throws why not.
extension AppealBook {
    /// How many appeals there may be about the same: one, and one more with a new reason when it was dismissed. So nobody
    /// is worn down by asking again, and nobody is refused because a first attempt was clumsy.
    public static let mostAboutTheSame = 2
    /// How many replies an appeal may have.
    public static let mostReplies = 20

    /// An earlier appeal about the place, with what is needed to compare it.
    public struct Earlier: Sendable {
        public let appeal: Appeal
        public let matter: AppealMatter
        /// Whether its reason reads the same, as far as it is still kept.
        public let hasSameReason: Bool

        /// Makes an earlier appeal.
        public init(_ appeal: Appeal, _ matter: AppealMatter, hasSameReason: Bool = false) {
            (self.appeal, self.matter, self.hasSameReason) = (appeal, matter, hasSameReason)
        }
    }

    /// Whether anybody may appeal against this.
    /// - Parameter earlier: the appeals there have been about the place.
    public static func permitFiling(_ matter: AppealMatter, earlier: [Earlier]) throws(AppealRefusal) {
        guard let first = matter.events.first else { throw .nothingThere }
        if let number = first.reversedBy, matter.events.allSatisfy({ $0.reversedBy != nil }) {
            throw .takenBack(by: number)
        }
        let same = earlier.filter { $0.matter.isSame(as: matter) }
        if let open = same.first(where: { $0.appeal.decision == nil }) { throw .stillOpen(open.appeal.number) }
        guard same.count < mostAboutTheSame else { throw .decidedFinally(same.map(\.appeal.number)) }
        if let again = same.first(where: \.hasSameReason) { throw .sameReason(again.appeal.number) }
    }

    /// Whether two reasons read the same: without regard to case, spaces and marks, which are no new reason.
    public static func isSameReason(_ one: String?, _ other: String?) -> Bool {
        guard let one, let other else { return false }
        return one.lowercased().filter { $0.isLetter || $0.isNumber }
            == other.lowercased().filter { $0.isLetter || $0.isNumber }
    }

    /// Whether anybody may add a reply; also to an appeal that was decided, since what is shown is shown on.
    public func permitReply(to number: Int64) throws(AppealRefusal) -> Appeal {
        guard let appeal = appeal(number) else { throw .unknownAppeal(number) }
        guard appeal.replies.count < Self.mostReplies else { throw .tooManyReplies(number) }
        return appeal
    }

    /// Whether a steward may decide an appeal at a time.
    ///
    /// Reviewers in good standing decide. When an appeal is late, administrators may as well: an office whose reviewers
    /// have all made the event, have left, or just do not answer must not be able to let an appeal lie. Nobody is
    /// taken away by lateness, for a late decision is better than none; and whoever may decide, decides neither about an
    /// event of their own nor about one that they have judged before.
    /// - Parameters:
    ///   - matter: what the appeal is about.
    ///   - earlier: the other appeals there have been about the place.
    public func permitDecision(
        of number: Int64, by name: String, at time: Timestamp, stewards: StewardBook, matter: AppealMatter,
        earlier: [Earlier]
    ) throws(AppealRefusal) -> Appeal {
        guard let appeal = appeal(number) else { throw .unknownAppeal(number) }
        if let decision = appeal.decision { throw .decidedAlready(number, decision.outcome) }
        // First, so that the answer says what is wrong whatever rights there are.
        if let own = matter.events.first(where: { stewards.makers(ofEvent: $0.id).contains(name) }) {
            throw .ownEntry(name, event: own.id)
        }
        let judged = earlier.first { $0.appeal.decision?.author == name && $0.matter.touches(matter) }
        if let judged { throw .ownDecision(name, appeal: judged.appeal.number) }
        do throws(Refusal) { try stewards.permit(.decide, by: name) } catch {
            guard appeal.isLate(at: time), stewards.isActiveAdministrator(name) else { throw .notPermitted(error) }
        }
        return appeal
    }
}

extension StewardBook {
    /// Whether somebody is an administrator with full authority.
    fileprivate func isActiveAdministrator(_ name: String) -> Bool {
        guard let account = account(name) else { return false }
        return !account.hasLeft && account.state == .goodStanding && account.roles.contains(.administrator)
    }
}
