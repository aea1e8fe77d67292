internal import Base
internal import Score

/// Cameras, how they do, and what they look at.
enum CameraRoutes {
    /// What a name is about.
    static let camera: Route.Resolver = { question, office in
        let name = question.parameter("camera")
        return .camera(isConfigured: office.household.cameras.contains { $0.settings.id == name })
    }

    static let list: Route.Handler = { _, office in
        let site = office.household.site.id, cameras = office.household.cameras
        return Answer { object in
            object.member("items", cameras) { $0.write(into: &$1, site: site) }
            object.next(nil)
        }
    }

    static let one: Route.Handler = { question, office in
        let site = office.household.site.id, camera = try found(question, office)
        return Answer { camera.write(into: &$0, site: site) }
    }

    static let zones: Route.Handler = { question, office in
        let settings = try found(question, office).settings
        return Answer { settings.write(into: &$0) }.tagged()
    }

    /// The camera that a path names.
    static func found(_ question: Question, _ office: Office) throws(Problem) -> CameraFacts {
        let name = question.parameter("camera")
        guard let camera = office.household.cameras.first(where: { $0.settings.id == name }) else {
            throw .notFound("there is no such camera", mend: "GET /api/v1/cameras lists them")
        }
        return camera
    }
}

extension CameraFacts {
    /// Members of an object.
    func write(into object: inout JSONText, site: String) {
        object.member("id", settings.id)
        object.member("path", site + "/" + settings.id)
        object.member("state", state)
        if let reason { object.member("reason", reason) }
        if let format { object.member("format", format) }
        if let rate_fps { object.member("rate_fps", rate_fps, decimals: 2) }
        if let delay_ms {
            object.key("delay_ms")
            object.object { delay in
                delay.member("p50", delay_ms.p50, decimals: 3)
                delay.member("p99", delay_ms.p99, decimals: 3)
                delay.member("longest", delay_ms.longest, decimals: 3)
            }
        }
        object.member("purpose", purpose)
        object.member("uses", uses.map(\.rawValue))
        object.member("places", settings.places.map(\.id))
        object.member("masked_permille", masked_permille)
        object.member("picture", hasPicture)
        object.key("frames")
        object.object(frames)
        object.member("starts", Int64(starts))
        object.member("returns", Int64(returns))
    }

    private func frames(into object: inout JSONText) {
        object.member("received", Int64(received))
        object.member("processed", Int64(processed))
        object.member("skipped", skipped)
        object.member("dropped", dropped)
        object.member("losses", losses)
        if let first { object.member("first", first) }
        if let last { object.member("last", last) }
    }
}

extension CameraSettings {
    /// Zones, lines, masks and rules: members of an object.
    func write(into object: inout JSONText) {
        object.member("camera", id)
        object.member("places", places) { place, object in
            object.member("id", place.id)
            switch place.shape {
            case .zone(let zone): object.member("zone", zone.corners)
            case .line(let line): object.member("line", [line.start, line.end])
            }
        }
        object.key("masks")
        object.array { list in masks.forEach { list.points($0.corners) } }
        object.member("rules", rules) { $0.write(into: &$1) }
        object.member("smallest_object", smallestObject)
    }
}

extension RuleSettings {
    fileprivate func write(into object: inout JSONText) {
        object.member("id", id)
        object.member("behaviour", behaviour.rawValue)
        if let place { object.member("place", place) }
        if after_ms > 0 { object.member("after_ms", after_ms) }
        if let moreThan { object.member("more_than", Int64(moreThan)) }
        if direction != .any { object.member("direction", direction.rawValue) }
    }
}

extension JSONText {
    fileprivate mutating func member(_ name: String, _ corners: [Point]) {
        key(name)
        points(corners)
    }

    fileprivate mutating func points(_ corners: [Point]) {
        array { list in
            for corner in corners {
                list.array { point in
                    point.number(corner.x)
                    point.number(corner.y)
                }
            }
        }
    }
}
