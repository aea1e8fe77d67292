internal import Base
package import Ledger
package import Score
internal import Synchronization

/// What every route works with: the household, the rules, and a connection to the ledger of its own.
package final class Office: Sendable {
    package let household: any Household
    package let reader: LedgerReader
    package let rules: Authorisation
    /// What the HTTP side counts of itself.
    package let counts: HTTPCounts
    /// Policies that were read once; what a hash names never changes.
    private let policies = Mutex<[String: Policy]>([:])
    /// What everybody may know; it takes reading the whole ledger.
    let publicAccount = Kept<PublicAccount>()
    /// Whether somebody compares policies; one at a time is enough for the machine.
    private let isComparing = Mutex(false)

    /// Opens a connection for reading.
    package init(
        _ household: any Household, rules: Authorisation, counts: HTTPCounts = HTTPCounts()
    ) throws(LedgerError) {
        (self.household, self.rules, self.counts) = (household, rules, counts)
        reader = try LedgerReader(path: household.ledgerPath)
    }

    /// What `/metrics` says.
    var metrics: MetricFamilies {
        var metrics = household.metrics
        metrics.add(counts.metrics)
        return metrics
    }

    /// Who asks, by the token that they show.
    /// - Throws: 401 when it is nobody's.
    package func asker(token: String?) throws -> Asker {
        guard let token else { return .anonymous }
        let name = try reader.identify(StewardToken(text: token))
        guard let account = try reader.stewardBook().account(name) else { throw Problem.needsToken }
        return .steward(account)
    }

    /// Lets it pass, or throws why not.
    func authorise(_ question: Question, _ action: Action, _ object: Object) throws(Problem) {
        try rules.authorise(question.asker, action, object)
    }

    // MARK: Policies

    /// A policy that the ledger has, by its hash.
    func policy(_ hash: String) throws -> (policy: Policy, text: String)? {
        guard let bytes = try reader.policyBytes(hash) else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        if let known = policies.withLock({ $0[hash] }) { return (known, text) }
        let policy = try household.policy(text)
        policies.withLock { $0[hash] = policy }
        return (policy, text)
    }

    /// The policy that applies at a time.
    func policy(at time: Timestamp) throws -> Policy {
        guard let hash = try reader.policy(at: time), let found = try policy(hash) else {
            throw Problem(.unavailable, "no policy was activated yet", mend: "ask again")
        }
        return found.policy
    }

    /// Every policy that was ever activated.
    func allPolicies() throws -> [Policy] {
        try Set(try reader.activations().map(\.policy)).sorted().compactMap { try policy($0)?.policy }
    }

    /// Does what takes long, unless somebody does so already.
    func comparing<Value>(_ body: () throws -> Value) throws -> Value {
        let isFree = isComparing.withLock { isComparing in
            defer { isComparing = true }
            return !isComparing
        }
        guard isFree else {
            throw Problem(.busy, "policies are being compared already", mend: "ask again in a while")
        }
        defer { isComparing.withLock { $0 = false } }
        return try body()
    }

    // MARK: Subjects and times

    /// The time at which standings are asked for: the one that was given, else that of the latest entry.
    func time(_ question: Question, _ name: String = "at") throws -> Timestamp {
        if let time = try question.time(name) { return time }
        return try reader.latestTime() ?? household.now
    }

    /// The place that a path of three names means.
    func subject(_ question: Question) throws -> Subject {
        let names = ["site", "camera", "place"].map { question.parameter($0) }
        let subject = Subject(source: names[0] + "/" + names[1], id: names[2])
        guard try reader.subjects().contains(subject) else { throw Office.noPlace }
        return subject
    }

    /// The one place with this path or these last parts of it.
    func subject(named name: String) throws -> Subject {
        let found = try reader.subjects(named: name)
        guard let first = found.first else { throw Office.noPlace }
        if found.count > 1 {
            throw Problem(
                .unprocessable, "several places have this name", mend: found.map(\.path).joined(separator: ", "))
        }
        return first
    }

    static let noPlace = Problem.notFound("there is no such place", mend: "GET /api/v1/places lists them")
}

extension Subject {
    /// A camera is a subject of events, but no place.
    package var isPlace: Bool { !source.hasSuffix("/" + id) }
}

extension Standing {
    /// A camera is shown only when a policy gives its events a weight.
    var isWorthShowing: Bool { subject.isPlace || sum_mp != start_mp }
}
