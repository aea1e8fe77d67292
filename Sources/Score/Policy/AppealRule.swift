/// What a policy promises to those who appeal.
public struct AppealRule: Hashable, Sendable {
    /// An appeal is decided within this many milliseconds of its filing, or escalates.
    public var decideWithin_ms: Int64 = 1_814_400_000

    /// Makes the default: 21 days, as long as food hygiene ratings in the United Kingdom give themselves.
    public init() {}
}
