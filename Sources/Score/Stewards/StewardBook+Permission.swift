public import Base

/// What may be done, decided before anything is entered. Each throws why not.
extension StewardBook {
    /// Whether acts can be entered at this time.
    public func permitAct(at time: Timestamp) throws(Refusal) {
        if let last = lastAct, time.milliseconds < last.milliseconds { throw .beforeLastAct(time, last: last) }
    }

    /// Whether somebody may do something at all.
    /// - Returns: the account.
    @discardableResult
    public func permit(_ act: Act, by name: String) throws(Refusal) -> Account {
        guard let account = account(name) else { throw .unknownAccount(name) }
        guard !account.hasLeft else { throw .hasLeft(name) }
        guard Rights.allow(act, account.roles, in: .goodStanding) else { throw .noRight(name, act) }
        guard Rights.allow(act, account.roles, in: account.state) else { throw .withheld(name, account.state, act) }
        return account
    }

    /// Whether somebody may make an account. The first one of a ledger makes itself, and is an administrator.
    public func permitAddition(of name: String, roles: [Role], by author: String) throws(Refusal) {
        let isFirst = !accounts.contains { $0.roles.contains(.administrator) }
        if !(isFirst && author == name && roles == [.administrator]) { try permit(.accounts, by: author) }
        guard AccountName.isValid(name) else { throw .badName(name) }
        guard account(name) == nil else { throw .takenName(name) }
        guard Rights.mayBeTogether(roles) else { throw .badRoles(roles) }
    }

    /// Whether somebody may give an account other roles, or close it with none.
    public func permitChange(of name: String, roles: [Role]?, by author: String) throws(Refusal) {
        try permit(.accounts, by: author)
        guard let account = account(name) else { throw .unknownAccount(name) }
        guard !account.hasLeft else { throw .hasLeft(name) }
        if let roles {
            guard name != author else { throw .ownAccount(name) }
            guard Rights.mayBeTogether(roles) else { throw .badRoles(roles) }
        }
        if account.roles.contains(.administrator), roles?.contains(.administrator) != true,
            !accounts.contains(where: { $0.name != name && $0.isActiveAdministrator })
        {
            throw .lastAdministrator(name)
        }
    }

    /// Whether somebody may have a new token made for an account: an administrator, or whoever it belongs to.
    public func permitToken(of name: String, by author: String) throws(Refusal) {
        if name == author {
            try permit(.query, by: author)
        } else {
            try permit(.accounts, by: author)
        }
        guard let account = account(name) else { throw .unknownAccount(name) }
        guard !account.hasLeft else { throw .hasLeft(name) }
    }

    /// Whether somebody may restore an account's authority.
    public func permitReinstatement(of name: String, by author: String) throws(Refusal) {
        // Before anything else, so that the answer says what is wrong with it whatever the state.
        guard name != author else { throw .ownAccount(name) }
        try permit(.reinstate, by: author)
        guard let account = account(name) else { throw .unknownAccount(name) }
        guard !account.hasLeft else { throw .hasLeft(name) }
        guard account.state != .goodStanding else { throw .inGoodStanding(name) }
    }

    /// Whether somebody may enter what was seen at a time.
    public func permitObservation(seen: Timestamp, at time: Timestamp, by author: String) throws(Refusal) {
        try permit(.observe, by: author)
        guard seen <= time else { throw .seenLater(seen, act: time) }
    }

    /// Whether somebody may confirm or reject an observation.
    /// - Returns: the observation.
    public func permitConfirmation(of sequence: Int64, by author: String) throws(Refusal) -> HandObservation {
        let account = try permit(.confirm, by: author)
        guard let observation = observation(sequence) else { throw .noObservation(sequence) }
        guard observation.content.author != author else { throw .ownEntry(author, .confirm) }
        if let verdict = observation.verdict { throw .judgedAlready(sequence, verdict.outcome) }
        let maker = observation.content.author
        if self.account(maker)?.state != .goodStanding, !account.roles.contains(.reviewer) {
            throw .needsReviewer(author: maker)
        }
        return observation
    }
}

extension StewardBook.Account {
    fileprivate var isActiveAdministrator: Bool {
        !hasLeft && state == .goodStanding && roles.contains(.administrator)
    }
}
