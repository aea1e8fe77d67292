public import Base

/// How much of the accounted time a place was observed.
public struct ExposureShare: Hashable, Sendable {
    public let observed_ms: Int64
    /// By reason, in order of reason.
    public let blind_ms: [Exposure.Blind]

    /// Nothing accounted yet.
    public static let none = ExposureShare(observed_ms: 0, blind_ms: [])

    /// Makes a share of known sums.
    public init(observed_ms: Int64, blind_ms: [Exposure.Blind]) {
        (self.observed_ms, self.blind_ms) = (observed_ms, blind_ms)
    }

    /// Sums accounts; which ones are inside the policy's window is for the caller to say (`Standing` counts an account
    /// when its end lies in the window before the instant: after `t - window`, not after `t`).
    public init(summing accounts: some Sequence<ExposureEntry>) {
        self.init(merging: accounts.map { ExposureShare(observed_ms: $0.observed_ms, blind_ms: $0.blind_ms) })
    }

    /// All accounted time, observed or blind, in milliseconds.
    public var accounted_ms: Int64 { blind_ms.reduce(observed_ms) { $0 + $1.milliseconds } }

    /// Observed share in thousandths, cut down; nil when nothing was accounted.
    public var observed_permille: Int64? { accounted_ms > 0 ? observed_ms * 1000 / accounted_ms : nil }

    /// Whether the observed share is at least this many thousandths; never while nothing was accounted.
    public func reaches(_ permille: Int64) -> Bool { accounted_ms > 0 && observed_ms * 1000 >= accounted_ms * permille }
}
