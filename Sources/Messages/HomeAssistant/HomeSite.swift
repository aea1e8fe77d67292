public import Base

/// What Home Assistant is told of a site: its cameras and their places, and what can be observed there.
public struct HomeSite: Hashable, Sendable {
    /// A place or a camera, and the behaviours of its rules in the order of `Behaviour`.
    public struct Thing: Hashable, Sendable {
        public let id: String
        public let behaviours: [Behaviour]

        /// Makes a thing; behaviours are put in order.
        public init(id: String, behaviours: some Sequence<Behaviour>) {
            let set = Set(behaviours)
            (self.id, self.behaviours) = (id, Behaviour.allCases.filter(set.contains))
        }
    }

    /// A camera and its places.
    public struct Camera: Hashable, Sendable {
        public let camera: Thing
        public let places: [Thing]

        /// Makes a camera.
        public init(_ camera: Thing, places: [Thing]) { (self.camera, self.places) = (camera, places) }

        /// A camera as configured.
        public init(_ settings: CameraSettings) {
            func behaviours(at place: String?) -> [Behaviour] {
                settings.rules.filter { $0.place == place }.map(\.behaviour)
            }
            // Nobody has to ask for it: a camera that gives nothing is always told.
            camera = Thing(id: settings.id, behaviours: behaviours(at: nil) + [.signalLost])
            places = settings.places.map { Thing(id: $0.id, behaviours: behaviours(at: $0.id)) }
        }
    }

    /// Id of the site.
    public let id: String
    public let cameras: [Camera]
    /// Of this program.
    public let version: String

    /// Makes a site.
    public init(id: String, cameras: [Camera], version: String) {
        (self.id, self.cameras, self.version) = (id, cameras, version)
    }
}
