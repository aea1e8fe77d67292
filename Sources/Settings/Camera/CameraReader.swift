package import Base
package import StrictYAML

/// Reads one camera entry: of `wayside.yaml`, of a `fixture.yaml`, or the `camera` of a scene.
package enum CameraReader {
    /// Keys of a camera entry. `source` and `objects` belong to `wayside.yaml` only.
    package static let keys = [
        "id", "purpose", "uses", "source", "format", "objects", "masks", "calibration", "smallest_object", "places",
        "rules",
    ]
    /// Keys of a place.
    package static let placeKeys = ["id", "zone", "line"]
    /// Keys of a calibration.
    package static let calibrationKeys = ["ground", "size"]

    /// Reads a camera that has no source of its own, as in fixtures and scenes. Nil after problems were noted.
    package static func read(_ value: YAMLValue) -> CameraSettings? {
        guard let camera = value.named("camera").mapping(keys) else { return nil }
        camera.refuse(
            except: keys.filter { $0 != "source" }, "does not belong here: the recording or scene is the source")
        camera.refuse(
            except: keys.filter { $0 != "objects" }, "does not belong here: say --model to whoever looks at it")
        return read(camera)
    }

    /// Reads a camera whose mapping is already open.
    static func read(_ camera: MappingReader) -> CameraSettings? {
        let id = camera.required("id", example: "bay")?.identifier()
        var settings = CameraSettings(id: id ?? "camera")
        settings.purpose = camera.optional("purpose")?.text()
        settings.uses = camera.optional("uses")?.dataUses()
        _ = camera.optional("format").flatMap(CameraFormat.read)
        settings.masks = (camera.optional("masks")?.list(count: 0...100, item: "mask") ?? []).compactMap {
            $0.polygon()
        }
        settings.calibration = camera.optional("calibration").flatMap(readCalibration)
        if let smallest = camera.optional("smallest_object")?.number(above: 0, most: 1) {
            settings.smallestObject = smallest
        }
        var placeIDs: [String] = []
        settings.places = readPlaces(camera, cameraID: id, ids: &placeIDs)
        let reader = RuleReader(
            placeIDs: placeIDs, places: settings.places, calibrated: camera.has("calibration"))
        settings.rules = readRules(camera, reader)
        return id == nil ? nil : settings
    }

    private static func readPlaces(_ camera: MappingReader, cameraID: String?, ids: inout [String]) -> [Place] {
        var places: [Place] = []
        for item in camera.optional("places")?.list(count: 0...200, item: "place") ?? [] {
            guard let place = item.mapping(placeKeys) else { continue }
            let idValue = place.required("id", example: "gate")
            let shape = readShape(place)
            guard let idValue, let id = idValue.identifier() else { continue }
            if ids.contains(id) { idValue.problem("the place `\(id)` stands twice", mend: "rename one") }
            if id == cameraID {
                idValue.problem(
                    "the place `\(id)` has the id of its camera", mend: "rename one, both are subjects of events")
            }
            ids.append(id)
            if let shape { places.append(Place(id: id, shape: shape)) }
        }
        return places
    }

    private static func readShape(_ place: MappingReader) -> Place.Shape? {
        if place.has("zone"), place.has("line") {
            place.problem(atKey: "line", "a place is a zone or a line, not both", mend: "make two places of it")
        } else if !place.has("zone"), !place.has("line") {
            place.value.problem(
                "the place has neither `zone` nor `line`", mend: "add `line: [[x, y], [x, y]]` or a `zone` of corners")
        }
        if let zone = place.optional("zone") { return zone.polygon().map { .zone($0) } }
        return place.optional("line")?.segment().map { .line($0) }
    }

    private static func readRules(_ camera: MappingReader, _ reader: RuleReader) -> [RuleSettings] {
        var rules: [RuleSettings] = []
        for item in camera.optional("rules")?.list(count: 0...500, item: "rule") ?? [] {
            guard let rule = reader.read(item) else { continue }
            if rules.contains(where: { $0.id == rule.id }) {
                item.problem("two rules have the id `\(rule.id)`", mend: "give this one another `id`")
            }
            rules.append(rule)
        }
        return rules
    }

    private static func readCalibration(_ value: YAMLValue) -> GroundCalibration? {
        guard let calibration = value.mapping(calibrationKeys) else { return nil }
        let ground = calibration.required("ground")
        let size = calibration.required("size", example: "[6.0, 20.0]")?.numbers(count: 2, in: 0.01...10_000)
        guard let ground, let corners = ground.list(count: 4...4), let polygon = ground.polygon() else { return nil }
        _ = corners
        guard isGroundOrder(polygon.corners) else {
            return ground.problem(
                "the corners of `ground` are not in order, or bend inwards",
                mend: "give near left, near right, far right, far left of a rectangle on the ground")
        }
        guard let size else { return nil }
        let read = GroundCalibration(corners: polygon.corners, width_m: size[0], depth_m: size[1])
        guard GroundPlane(read) != nil else {
            return ground.problem(
                "three corners of `ground` lie almost on one line, so that metres cannot be told",
                mend: "choose a larger rectangle, nearer to the camera")
        }
        return read
    }

    /// Convex, counter-clockwise on the picture, with the near edge below the far edge: the only order in which a
    /// rectangle on the ground, seen from above it, appears as near left, near right, far right, far left.
    private static func isGroundOrder(_ c: [Point]) -> Bool {
        let turns = (0..<4).map { Point.cross(c[($0 + 1) % 4] - c[$0], c[($0 + 2) % 4] - c[($0 + 1) % 4]) }
        return turns.allSatisfy { $0 < 0 } && c[0].y + c[1].y > c[2].y + c[3].y
    }
}
