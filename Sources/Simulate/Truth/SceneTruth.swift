public import Base

/// What really happens in a scene, worked out from where everybody is, never from pixels.
///
/// Whoever is hidden still counts where they stand; whoever is outside the picture does not, and while the camera is
/// disturbed nothing counts but the disturbance itself.
public struct SceneTruth: Sendable {
    /// In order of time.
    public let events: [TruthEvent]

    /// Works out the truth for the rules of a camera. Cost: some milliseconds for each actor and minute, and one backdrop
    /// when there is a `motion` rule.
    public init(_ scene: Scene, camera: CameraSettings) {
        var builder = TruthBuilder(scene, camera)
        for rule in camera.rules { builder.add(rule) }
        events = builder.events.enumerated().sorted {
            ($0.element.start_s, $0.offset) < ($1.element.start_s, $1.offset)
        }.map(\.element)
    }

    /// How many people and vehicles stand in the picture at a time, hidden ones included.
    package static func objectsInPicture(_ scene: Scene, at time_s: Double) -> Int {
        let camera = PinholeCamera(view: scene.view, size: scene.size)
        return Cast(scene).actors.filter { actor in
            if case .bag = actor.kind { return false }
            return actor.figure(at: time_s).flatMap { Sighting($0, speed_mps: 0, camera) }?.inPicture ?? false
        }.count
    }
}

/// Collects the events of one rule after another.
private struct TruthBuilder {
    let scene: Scene
    let camera: CameraSettings
    let records: [ActorRecord]
    let ticks: Int
    let aspect: Double
    var events: [TruthEvent] = []
    private var motion: MotionTruth?

    init(_ scene: Scene, _ camera: CameraSettings) {
        (self.scene, self.camera) = (scene, camera)
        let eye = PinholeCamera(view: scene.view, size: scene.size)
        records = Cast(scene).actors.map { ActorRecord($0, scene, eye) }
        ticks = Ticks.count(scene)
        aspect = Double(scene.size.width) / Double(scene.size.height)
    }

    mutating func add(_ rule: RuleSettings) {
        let place = camera.place(rule.place)
        let first = events.count
        switch rule.behaviour {
        case .motion: addMotion(rule, place?.zone)
        case .cameraTampered: addDisturbances()
        case .lineCrossed: if let line = place?.line { addCrossings(rule, line) }
        case .occupancy:
            if let line = place?.line {
                addLineCount(rule, line)
            } else if let zone = place?.zone {
                addCounts(rule, zone)
            }
        case .zoneEntered: if let zone = place?.zone { addEntries(rule, zone) }
        case .loitering: if let zone = place?.zone { addLoitering(rule, zone) }
        case .overcrowding: if let zone = place?.zone { addCrowding(rule, zone) }
        case .wrongWay: if let zone = place?.zone { addWrongWays(rule, zone) }
        case .speeding: if let zone = place?.zone { addSpeeding(rule, zone) }
        // Not rendered, or not yet a rule of the detector: nothing is claimed about them.
        case .exitBlocked, .objectLeft, .objectRemoved, .fall, .signalLost: break
        }
        if !rule.hours.isEmpty { dropOutsideHours(rule, from: first) }
    }

    /// Those whom the rule counts: without a list of classes everybody who walks or drives, but no bag.
    private func counted(_ rule: RuleSettings) -> [ActorRecord] {
        records.filter { rule.classes.isEmpty ? $0.objectClass != .object : rule.classes.contains($0.objectClass) }
    }

    private mutating func append(_ rule: RuleSettings, spans: [TickSpan]) {
        for span in spans {
            var event = TruthEvent(rule.behaviour, place: rule.place, start_s: Ticks.seconds(span.lowerBound))
            event.end_s = span.upperBound >= ticks ? nil : Ticks.seconds(span.upperBound)
            events.append(event)
        }
    }

    private mutating func addCrossings(_ rule: RuleSettings, _ line: Segment) {
        for record in counted(rule) {
            for crossing in LineTruth.crossings(record, line, aspect: aspect)
            where rule.direction == .any || rule.direction == crossing.direction {
                var event = TruthEvent(rule.behaviour, place: rule.place, start_s: crossing.at_s)
                event.direction = crossing.direction
                events.append(event)
            }
        }
    }

    private mutating func addLineCount(_ rule: RuleSettings, _ line: Segment) {
        let crossings = counted(rule).flatMap { LineTruth.crossings($0, line, aspect: aspect) }
        var net = 0
        for crossing in crossings.sorted(by: { $0.at_s < $1.at_s }) {
            net += crossing.direction == .right ? 1 : -1
            var event = TruthEvent(rule.behaviour, place: rule.place, start_s: crossing.at_s)
            event.count = net
            events.append(event)
        }
    }

    private func stays(_ rule: RuleSettings, _ zone: Polygon) -> [TickSpan] {
        counted(rule).flatMap { ZoneTruth.stays($0, zone) }
    }

    private mutating func addEntries(_ rule: RuleSettings, _ zone: Polygon) {
        append(rule, spans: ZoneTruth.merged(stays(rule, zone), gap_s: ZoneTruth.step_s))
    }

    private mutating func addLoitering(_ rule: RuleSettings, _ zone: Polygon) {
        let after = Int(rule.after_ms) / Int(Ticks.step_s * 1000)
        for record in counted(rule) {
            append(
                rule,
                spans: ZoneTruth.stays(record, zone, step_s: ZoneTruth.loiteringStep_s).compactMap { stay in
                    stay.count > after ? stay.lowerBound + after..<stay.upperBound : nil
                })
        }
    }

    private mutating func addCounts(_ rule: RuleSettings, _ zone: Polygon) {
        let counts = ZoneTruth.counts(stays(rule, zone), ticks: ticks)
        for change in ZoneTruth.changes(counts, hold_s: ZoneTruth.settled_s) {
            var event = TruthEvent(rule.behaviour, place: rule.place, start_s: Ticks.seconds(change.tick))
            event.count = change.count
            events.append(event)
        }
    }

    private mutating func addCrowding(_ rule: RuleSettings, _ zone: Polygon) {
        let counts = ZoneTruth.counts(stays(rule, zone), ticks: ticks)
        append(
            rule, spans: ZoneTruth.overcrowded(counts, limit: rule.moreThan ?? 0, after_s: Double(rule.after_ms) / 1000)
        )
    }

    private mutating func addWrongWays(_ rule: RuleSettings, _ zone: Polygon) {
        for record in counted(rule) {
            let ways = WayTruth.wrongWays(
                record, zone, allowed_deg: rule.allowedBearing_deg ?? 0, spread_deg: rule.spread_deg, aspect: aspect)
            for tick in ways {
                events.append(TruthEvent(rule.behaviour, place: rule.place, start_s: Ticks.seconds(tick)))
            }
        }
    }

    private mutating func addSpeeding(_ rule: RuleSettings, _ zone: Polygon) {
        for record in counted(rule) {
            for (span, greatest_mps) in SpeedTruth.spans(record, zone, over_mps: rule.over_mps ?? .infinity) {
                append(rule, spans: [span])
                events[events.count - 1].speed_mps = greatest_mps
            }
        }
    }

    private mutating func addMotion(_ rule: RuleSettings, _ zone: Polygon?) {
        let truth = motion ?? MotionTruth(scene)
        motion = truth
        append(rule, spans: truth.spans(counted(rule), zone, ticks: ticks))
    }

    private mutating func addDisturbances() {
        for disturbance in scene.disturbances where disturbance.from_s < Ticks.seconds(ticks) {
            var event = TruthEvent(.cameraTampered, place: nil, start_s: disturbance.from_s)
            event.reason = disturbance.reason
            event.end_s = disturbance.to_s.flatMap { $0 < Ticks.seconds(ticks) ? $0 : nil }
            events.append(event)
        }
    }

    private mutating func dropOutsideHours(_ rule: RuleSettings, from first: Int) {
        let scene = self.scene
        let kept = events[first...].filter { event in
            let minute = scene.start.advanced(bySeconds: event.start_s).minuteOfDay
            return rule.hours.contains { $0.contains(minute: minute) }
        }
        events.replaceSubrange(first..., with: kept)
    }
}
