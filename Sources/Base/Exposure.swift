/// Why a place could not be observed.
public enum BlindReason: Hashable, Sendable {
    case tampered(TamperReason)
    /// The camera gave no pictures.
    case signalLost(LossReason)
    /// Pictures that came but could not be used.
    case skipped

    /// Whether the camera gave no pictures at all.
    public var isSignalLost: Bool { if case .signalLost = self { true } else { false } }

    /// A short stable word, e.g. `dark`, `signal-lost`.
    public var name: String {
        switch self {
        case .tampered(let reason): reason.rawValue
        case .signalLost: "signal-lost"
        case .skipped: "skipped"
        }
    }
}

/// How long a place was observed, and how long it could not be, over one span of frame time. Blind time is neither calm
/// nor bad: it is unobserved.
public struct Exposure: Hashable, Sendable {
    /// `site/camera`.
    public let source: String
    public let place: String
    public let start: Timestamp
    public let end: Timestamp
    public let observed_ms: Int64
    /// Blind milliseconds by reason name, in order of name.
    public let blind_ms: [Blind]

    /// Milliseconds lost to one reason.
    public struct Blind: Hashable, Sendable {
        public let reason: String
        public let milliseconds: Int64
        /// Makes one line of the account.
        public init(reason: String, milliseconds: Int64) { (self.reason, self.milliseconds) = (reason, milliseconds) }
    }

    /// Makes an account; `observed_ms` plus all blind time equals `end - start`.
    public init(
        source: String, place: String, start: Timestamp, end: Timestamp, observed_ms: Int64, blind_ms: [Blind]
    ) {
        (self.source, self.place, self.start, self.end) = (source, place, start, end)
        (self.observed_ms, self.blind_ms) = (observed_ms, blind_ms)
    }

    /// The same for the same recording; a second delivery is harmless.
    public var id: String { fnv1a128("exposure\u{1F}\(source)\u{1F}\(place)\u{1F}\(start.microseconds)") }
}

/// What the detection stage sends to the scoring stage.
public enum Observation: Hashable, Sendable {
    case event(ObservedEvent)
    case exposure(Exposure)
    /// Kept beside the ledger's entries; never scored.
    case nearMiss(NearMiss)
}
