public import Messages
public import Score

/// What is published at a broker.
public struct BrokerPlan: Sendable {
    public var settings: BrokerSettings
    public var topics: HomeTopics
    public var site: HomeSite
    /// Whether devices are announced to Home Assistant and their states kept up.
    public var tellsHome = true
    /// Whether all messages are published as CloudEvents.
    public var tellsCloudEvents = true
    /// Whether events are published as ONVIF devices publish theirs.
    public var tellsONVIF = false

    /// Makes a plan; the last will is added to the settings.
    public init(_ settings: BrokerSettings, topics: HomeTopics, site: HomeSite) {
        (self.settings, self.topics, self.site) = (settings, topics, site)
        self.settings.will = Publication(topic: topics.status, payload: "offline", isRetained: true)
    }
}

/// What a broker's thread asks of the rest of the program; asked on that thread.
public struct BrokerQuestions: Sendable {
    /// Whether each camera gives pictures, by id.
    let cameras: @Sendable () -> [String: Bool]
    /// Where a place stands now; nil when nothing is known of it.
    let standing: @Sendable (Subject) -> Standing?
    /// Takes news; must not block.
    let tell: @Sendable (ReceiverNews) -> Void

    /// Makes questions.
    public init(
        cameras: @escaping @Sendable () -> [String: Bool], standing: @escaping @Sendable (Subject) -> Standing?,
        tell: @escaping @Sendable (ReceiverNews) -> Void
    ) { (self.cameras, self.standing, self.tell) = (cameras, standing, tell) }
}
