package import Base

/// The behaviours that this detector can observe, one line each. A new rule is one file and one line here.
package enum RuleCatalogue {
    private typealias Maker = @Sendable (RuleCore, inout RuleWatches) -> (any BehaviourRule)?

    /// Default debounce in milliseconds, and how the rule is made; nil when the place has not the shape the rule needs.
    private static let entries: [(behaviour: Behaviour, debounce_ms: Int64, make: Maker)] = [
        (.motion, 300, { MotionRule(core: $0, shape: $1.shape(for: $0)) }),
        (.lineCrossed, 150, { core, watches in watches.line(for: core).map { LineCrossedRule(core: core, line: $0) } }),
        (
            .zoneEntered, ZoneWatch.defaultDebounce_ms,
            { core, watches in watches.zone(for: core).map { ZoneEnteredRule(core: core, zone: $0) } }
        ),
        (
            .loitering, ZoneWatch.defaultDebounce_ms,
            { core, watches in watches.zone(for: core).map { LoiteringRule(core: core, zone: $0) } }
        ),
        (.wrongWay, 300, { core, watches in watches.zone(for: core).map { WrongWayRule(core: core, zone: $0) } }),
        (.occupancy, 1000, { makeOccupancy($0, &$1) }),
        (
            .overcrowding, 200,
            { core, watches in watches.zone(for: core).map { OvercrowdingRule(core: core, zone: $0) } }
        ),
        (
            .objectRemoved, 0,
            { core, watches in watches.shape(for: core).map { ObjectRemovedRule(core: core, shape: $0) } }
        ),
        (.objectLeft, 0, { core, watches in watches.shape(for: core).map { ObjectLeftRule(core: core, shape: $0) } }),
        (.exitBlocked, 0, { core, watches in watches.shape(for: core).map { ExitBlockedRule(core: core, shape: $0) } }),
        (
            .speeding, 150,
            { core, watches in
                guard let zone = watches.zone(for: core), let plane = watches.ground else { return nil }
                return SpeedingRule(core: core, zone: zone, plane: plane, pixel: watches.pixel)
            }
        ),
        (
            .fall, 700,
            { core, watches in
                FallRule(
                    core: core, zone: watches.shape(for: core), geometry: watches.geometry,
                    pixel_heights: watches.pixel.y)
            }
        ),
        (.cameraTampered, 0, { core, _ in BlindCameraRule(core: core) }),
        (.signalLost, 0, { core, _ in BlindCameraRule(core: core) }),
    ]

    /// Behaviours that a rule exists for, in the order of the catalogue. Rules of other behaviours are never decided.
    package static var supported: [Behaviour] { entries.map(\.behaviour) }

    /// Default debounce of a behaviour in milliseconds; nil when it is not supported.
    package static func debounce_ms(of behaviour: Behaviour) -> Int64? {
        entries.first { $0.behaviour == behaviour }?.debounce_ms
    }

    /// Whether rules of the behaviour ask what has lastingly changed.
    static func needsStatics(_ behaviour: Behaviour) -> Bool {
        behaviour == .objectRemoved || behaviour == .objectLeft || behaviour == .exitBlocked
    }

    static func rule(_ settings: RuleSettings, source: String, subject: String, _ watches: inout RuleWatches) -> (
        any BehaviourRule
    )? {
        guard let entry = entries.first(where: { $0.behaviour == settings.behaviour }) else { return nil }
        let core = RuleCore(settings: settings, source: source, subject: subject, debounce_ms: entry.debounce_ms)
        return entry.make(core, &watches)
    }

    private static func makeOccupancy(_ core: RuleCore, _ watches: inout RuleWatches) -> (any BehaviourRule)? {
        if let zone = watches.zone(for: core) { return OccupancyRule(core: core, zone: zone) }
        return watches.line(for: core).map { LineOccupancyRule(core: core, line: $0) }
    }
}

/// The zones and lines that the rules of one camera ask about; rules with the same place and debounce share one.
struct RuleWatches: Sendable {
    private let places: [Place]
    let geometry: PictureGeometry
    /// The ground in metres; nil without a calibration.
    let ground: GroundPlane?
    /// Size of a working pixel in fractions of the picture.
    let pixel: Point
    var zones: [ZoneWatch] = []
    var lines: [LineWatch] = []

    init(camera: CameraSettings, frameSize: PixelSize) {
        (places, geometry) = (camera.places, PictureGeometry(frameSize))
        ground = camera.calibration.flatMap(GroundPlane.init)
        pixel = Point(1 / Double(max(1, frameSize.width)), 1 / Double(max(1, frameSize.height)))
    }

    /// Shape of the rule's zone; nil when it names none, which means the whole picture.
    func shape(for core: RuleCore) -> ZoneShape? {
        place(of: core)?.zone.map { ZoneShape($0, geometry: geometry) }
    }

    mutating func zone(for core: RuleCore) -> Int? {
        guard let place = place(of: core), let zone = place.zone else { return nil }
        // Stays are debounced at the zone's border; the other rules debounce what they make of who is inside.
        let isStay = core.settings.behaviour == .zoneEntered || core.settings.behaviour == .loitering
        let debounce_ms = isStay ? core.debounce_ms : ZoneWatch.defaultDebounce_ms
        if let known = zones.firstIndex(where: { $0.place == place.id && $0.debounce_ms == debounce_ms }) {
            return known
        }
        zones.append(ZoneWatch(place: place.id, zone: zone, debounce_ms: debounce_ms, geometry: geometry))
        return zones.count - 1
    }

    mutating func line(for core: RuleCore) -> Int? {
        guard let place = place(of: core), let line = place.line else { return nil }
        if let known = lines.firstIndex(where: { $0.place == place.id && $0.debounce_ms == core.debounce_ms }) {
            return known
        }
        lines.append(LineWatch(place: place.id, line: line, debounce_ms: core.debounce_ms, geometry: geometry))
        return lines.count - 1
    }

    /// Observing is over: whoever is in a zone or on a line is not followed any further.
    mutating func close() {
        for index in zones.indices { zones[index].close() }
        for index in lines.indices { lines[index].close() }
    }

    private func place(of core: RuleCore) -> Place? { places.first { $0.id == core.settings.place } }
}
