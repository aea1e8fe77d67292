/// What is published at a broker, always with quality of service 1.
public struct Publication: Hashable, Sendable {
    public let topic: String
    /// Empty takes back what was retained.
    public let payload: String
    /// Whether the broker keeps it for those who subscribe later.
    public let isRetained: Bool

    /// Makes a publication.
    public init(topic: String, payload: String, isRetained: Bool) {
        (self.topic, self.payload, self.isRetained) = (topic, payload, isRetained)
    }
}
