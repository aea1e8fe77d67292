package import Score

/// Who asks: nobody in particular, or a steward who has shown a token.
package enum Asker: Hashable, Sendable {
    case anonymous
    case steward(StewardBook.Account)

    /// The account's name; nil for nobody in particular.
    package var name: String? { if case .steward(let account) = self { account.name } else { nil } }
}

/// How much whoever shows no token may do.
package enum AnonymousAccess: String, CaseIterable, Sendable {
    /// Read everything but pictures, stewards and private notes.
    case read
    /// The board, transparency, the public part of appeals, and filing one.
    case `public`
    /// Nothing.
    case none
}

/// What is asked about, as far as it matters for whether one may.
package enum Object: Hashable, Sendable {
    /// Nothing in particular.
    case everything
    /// A camera by its id; whether there is such a one.
    case camera(isConfigured: Bool)
    /// A subject of the ledger: a place or camera, or how Wayside is run.
    case subject(Subject)
    /// An entry of a kind.
    case entry(EntryKind)
    /// An appeal; whether it has waited too long.
    case appeal(isLate: Bool)
}

/// The one place where it is decided who may do what to what.
package struct Authorisation: Sendable {
    /// What somebody without a token may.
    package let anonymous: AnonymousAccess

    /// Makes the rules of a configuration.
    package init(anonymous: AnonymousAccess) { self.anonymous = anonymous }

    /// Lets it pass, or says why not.
    /// - Throws: 401 when a token would be needed, 403 when this one does not do, 404 for what is not there for anybody.
    package func authorise(_ asker: Asker, _ action: Action, _ object: Object = .everything) throws(Problem) {
        switch object {
        case .camera(isConfigured: false): throw .notFound("there is no such camera", mend: "GET /api/v1/cameras")
        case .subject(let subject) where subject.isAboutWayside:
            throw .notFound("there is no such place", mend: "GET /api/v1/places lists them")
        case .entry(let kind) where kind.isAboutAccounts: try authorise(asker, .readStewards)
        default: break
        }
        switch asker {
        case .anonymous: guard allowsAnonymous(action.need) else { throw .needsToken }
        case .steward(let account): try authorise(account, action, object)
        }
    }

    /// Whether it would be let pass.
    package func allows(_ asker: Asker, _ action: Action, _ object: Object = .everything) -> Bool {
        do throws(Problem) { try authorise(asker, action, object) } catch { return false }
        return true
    }

    /// Whether more may be allowed for one object than for all of them, so that nothing can be said before it is known.
    func dependsOnObject(_ asker: Asker, _ action: Action) -> Bool { action == .decide && asker.name != nil }

    private func allowsAnonymous(_ need: Action.Need) -> Bool {
        switch need {
        case .nothing: true
        case .open: anonymous != .none
        case .reading: anonymous == .read
        case .right: false
        }
    }

    private func authorise(_ account: StewardBook.Account, _ action: Action, _ object: Object) throws(Problem) {
        // What everybody may, a steward who may nothing else still may.
        if allowsAnonymous(action.need) { return }
        guard !account.hasLeft, account.state != .suspended else {
            throw .forbidden(
                "\(account.name) may do nothing while \(account.state.words)",
                mend: "another administrator can reinstate")
        }
        let allowed: Bool =
            switch action.need {
            case .nothing: true
            case .open, .reading: Rights.allow(.query, account.roles, in: account.state)
            case .right(let acts): acts.contains { Rights.allow($0, account.roles, in: account.state) }
            }
        if allowed { return }
        // An office whose reviewers do not answer must not be able to let an appeal lie.
        if action == .decide, case .appeal(isLate: true) = object, account.state == .goodStanding,
            account.roles.contains(.administrator)
        {
            return
        }
        throw .forbidden(
            "\(account.name) may not do this (\(action.rawValue))", mend: "ask somebody who has a role for it")
    }
}

extension Subject {
    /// Whether entries about it say how Wayside is run.
    var isAboutWayside: Bool { ["policy", "steward", "ledger"].contains(source) }
}

extension EntryKind {
    /// Whether such an entry says who is a steward, and in what standing.
    var isAboutAccounts: Bool { self == .steward || self == .authority }
}
