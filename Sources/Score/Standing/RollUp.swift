import Base

/// Where all places of a site, or of an organisation, stand together: the start and the mean of what their entries have added.
/// Nothing in it is a maximum or a rank, so that an event weighs the same in it whatever happens elsewhere.
public struct RollUp: Hashable, Sendable {
    /// The site's id; nil for all sites of a ledger together.
    public let site: String?
    /// How many places there are, and how many of them are rated: only those are taken.
    public let places: Int
    public let rated: Int
    /// Start plus the mean of (sum - start) over the rated places, rounded once, in milli-points; the start when none is rated.
    public let sum_mp: Int64
    /// All places together.
    public let exposure: ExposureShare
    /// Whether enough places are rated: the same share that a place must have been observed.
    public let isRated: Bool

    /// Rolls up the standings of places at one instant under one policy.
    public init(_ site: String?, of standings: [Standing], under policy: Policy) {
        let taken = standings.filter(\.isRated), start_mp = policy.standing.start_mp
        (self.site, places, rated) = (site, standings.count, taken.count)
        let added_mp = taken.reduce(0) { $0 + $1.sum_mp - start_mp }
        sum_mp = start_mp + (taken.isEmpty ? 0 : roundedQuotient(added_mp, Int64(taken.count)))
        exposure = ExposureShare(merging: standings.map(\.exposure))
        isRated =
            !taken.isEmpty
            && Int64(taken.count) * 1000 >= Int64(standings.count) * policy.exposure.ratedFrom_permille
    }

    /// One roll-up for each site, in order of name, then that of all together when there are several sites.
    /// - Parameter standings: of places; cameras are left out by the caller.
    public static func all(of standings: [Standing], under policy: Policy) -> [RollUp] {
        let sites = Dictionary(grouping: standings) { $0.subject.site }.sorted { $0.key < $1.key }
        let each = sites.map { RollUp($0.key, of: $0.value, under: policy) }
        return each.count > 1 ? each + [RollUp(nil, of: standings, under: policy)] : each
    }
}

extension Subject {
    /// The site in which the subject lies: what its source says before the camera.
    public var site: String { String(source.prefix { $0 != "/" }) }
}

extension ExposureShare {
    /// Sums shares.
    init(merging shares: some Sequence<ExposureShare>) {
        var observed: Int64 = 0
        var blind: [String: Int64] = [:]
        for share in shares {
            observed += share.observed_ms
            for part in share.blind_ms { blind[part.reason, default: 0] += part.milliseconds }
        }
        self.init(
            observed_ms: observed,
            blind_ms: blind.sorted { $0.key < $1.key }.map { .init(reason: $0.key, milliseconds: $0.value) })
    }
}
