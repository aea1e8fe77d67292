/// The topics of a site. Ids consist of small letters, digits and hyphens, so none of them can mean something to a broker.
public struct HomeTopics: Hashable, Sendable {
    /// `<base>/<site>`.
    public let root: String
    /// Where Home Assistant looks for devices.
    public let discoveryPrefix: String

    /// Makes topics below `base`, e.g. `wayside`.
    public init(base: String, site: String, discoveryPrefix: String = "homeassistant") {
        (root, self.discoveryPrefix) = ("\(base)/\(site)", discoveryPrefix)
    }

    /// `online` or `offline`: whether Wayside is there at all. The last will is left here.
    public var status: String { root + "/status" }
    /// All messages as CloudEvents: one topic, so that a broker keeps their order.
    public var cloudEvents: String { root + "/cloudevents" }
    /// Where Home Assistant says `online` when it has started.
    public var birth: String { discoveryPrefix + "/status" }

    /// `online` or `offline`: whether a camera gives pictures.
    public func status(of camera: String) -> String { "\(root)/\(camera)/status" }
    /// A topic of a camera or, with a place, of that.
    public func topic(_ name: String, _ camera: String, _ place: String? = nil) -> String {
        "\(root)/\(camera)/" + (place.map { $0 + "/" } ?? "") + name
    }
    /// Where a device is announced.
    public func discovery(_ device: String) -> String { "\(discoveryPrefix)/device/\(device)/config" }
}
