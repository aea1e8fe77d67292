public import Base
public import Score

/// What is done to accounts. Each is one act: in one transaction, on the disk when it returns. Throws
/// `LedgerError.refused` with the reason when it may not be done; then nothing is entered.
extension SQLiteLedger {
    /// Makes an account. The first of a ledger is an administrator and makes itself (`author` is its own name).
    /// - Returns: its token; it cannot be asked for again.
    public func addSteward(
        _ name: String, roles: [Role], by author: String, at time: Timestamp
    ) throws(LedgerError) -> StewardToken {
        let roles = Role.allCases.filter(roles.contains)
        return try entering(at: time) { act in
            try act.stewards.permitAddition(of: name, roles: roles, by: author)
            try act.enter(.steward(StewardEntry(author: author, change: .added, roles: roles)), about: .steward(name))
            return try TokenStore(db: act.db).renew(name, at: act.time.milliseconds)
        }
    }

    /// Gives an account these roles instead of those it has.
    public func changeRoles(
        of name: String, to roles: [Role], by author: String, at time: Timestamp
    ) throws(LedgerError) {
        let roles = Role.allCases.filter(roles.contains)
        try entering(at: time) { act in
            try act.stewards.permitChange(of: name, roles: roles, by: author)
            try act.enter(.steward(StewardEntry(author: author, change: .roles, roles: roles)), about: .steward(name))
        }
    }

    /// Closes an account; its name stays with what it did and is not given again.
    public func closeSteward(_ name: String, by author: String, at time: Timestamp) throws(LedgerError) {
        try entering(at: time) { act in
            try act.stewards.permitChange(of: name, roles: nil, by: author)
            try act.enter(.steward(StewardEntry(author: author, change: .left, roles: [])), about: .steward(name))
            try TokenStore(db: act.db).revoke(name)
        }
    }

    /// Gives an account a new token in place of the one it has. It is entered, since whoever holds it acts in that name.
    public func renewToken(
        of name: String, by author: String, at time: Timestamp
    ) throws(LedgerError) -> StewardToken {
        try entering(at: time) { act in
            try act.stewards.permitToken(of: name, by: author)
            let roles = act.stewards.account(name)?.roles ?? []
            try act.enter(.steward(StewardEntry(author: author, change: .token, roles: roles)), about: .steward(name))
            return try TokenStore(db: act.db).renew(name, at: act.time.milliseconds)
        }
    }

    /// Restores the authority of another one.
    public func reinstate(_ name: String, by author: String, at time: Timestamp) throws(LedgerError) {
        try entering(at: time) { act in
            try act.stewards.permitReinstatement(of: name, by: author)
            let content = AuthorityEntry(author: author, state: .goodStanding, cause: .reinstated, entry: nil)
            try act.enter(.authority(content), about: .steward(name))
        }
    }
}
