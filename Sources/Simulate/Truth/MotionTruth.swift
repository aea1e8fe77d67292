import Base

/// When something visibly moves in a part of the picture. The only truth that asks what can be seen: leaves, rain,
/// shadows, light and noise are not motion in the sense of the rule, and neither is somebody behind a wall.
struct MotionTruth {
    /// A pause shorter than this does not end the motion.
    static let pause_s = 2.0
    /// Slower than this is standing; smaller than this (of the picture's height) is not seen.
    static let least = (speed_mps: 0.2, height: 0.03)

    private let camera: PinholeCamera
    private let nearness: [Float]
    private let crowns: [Tree]

    init(_ scene: Scene) {
        let stage = Stage(scene, view: scene.view)
        (camera, nearness, crowns) = (stage.camera, stage.backdrop.nearness, scene.setting.trees)
    }

    /// Spans with motion in the zone, or in the whole picture.
    func spans(_ records: [ActorRecord], _ zone: Polygon?, ticks: Int) -> [TickSpan] {
        let moving = (0..<ticks).map { tick in records.contains { moves($0, tick, zone) } }
        return ZoneTruth.merged(ZoneTruth.spans(moving), gap_s: MotionTruth.pause_s)
            .filter { Double($0.count) * Ticks.step_s >= ZoneTruth.least_s }
    }

    private func moves(_ record: ActorRecord, _ tick: Int, _ zone: Polygon?) -> Bool {
        guard let sighting = record.sightings[tick], sighting.speed_mps > MotionTruth.least.speed_mps,
            sighting.box.height >= MotionTruth.least.height, sighting.box.width > 0.005
        else { return false }
        if let zone, zone.bounds.intersection(sighting.box) <= 0 { return false }
        guard let figure = record.actor.figure(at: Ticks.seconds(tick)) else { return false }
        let probes: [Vector] =
            switch figure.body {
            case .person(let person): person.probes
            case .vehicle(let vehicle): vehicle.corners
            case .bag: []
            }
        let seen = probes.filter { isSeen($0, zone) }.count
        return seen * 5 >= probes.count && seen > 0
    }

    private func isSeen(_ point: Vector, _ zone: Polygon?) -> Bool {
        guard let p = camera.project(point) else { return false }
        let column = Int(p.x.rounded(.down)), row = Int(p.y.rounded(.down))
        guard column >= 0, row >= 0, column < camera.size.width, row < camera.size.height else { return false }
        if let zone, !zone.contains(camera.fraction(p)) { return false }
        if Double(nearness[row * camera.size.width + column]) > 1.03 / p.depth_m { return false }
        return !crowns.contains { hides($0, p) }
    }

    private func hides(_ tree: Tree, _ p: Projected) -> Bool {
        guard let middle = camera.project(tree.crownCentre), middle.depth_m < p.depth_m else { return false }
        let scale = camera.focal_px / middle.depth_m
        let dx = (p.x - middle.x) / (tree.crownWidth_m / 2 * scale),
            dy = (p.y - middle.y) / (tree.crownHeight_m / 2 * scale)
        return dx * dx + dy * dy < 0.9
    }
}
