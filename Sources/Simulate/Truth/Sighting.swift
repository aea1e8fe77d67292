import Base

/// Where one actor is in the picture at one tick.
struct Sighting: Sendable {
    /// Where it touches the ground, in fractions: below a person's hips; for vehicles and bags the middle of the lower
    /// edge of the outline, as far as it lies in the picture.
    var foot: Point
    /// Height of the whole outline as a fraction of the picture's, also where the border cuts it.
    var height: Double
    /// The outline within the picture.
    var box: Box
    var speed_mps: Double
    /// Whether it is in the picture at all; what hides it there does not matter.
    var inPicture: Bool
}

/// One actor over the whole scene, every `Ticks.step_s`; nil where it is not there, or where nobody could see it because
/// the camera is covered, dark, turned away and so on.
struct ActorRecord: Sendable {
    let objectClass: ObjectClass
    let actor: Actor
    var sightings: [Sighting?]
}

/// The times at which truth looks at a scene.
enum Ticks {
    /// Half the time between frames at 10 per second: truth is finer than what any detector sees.
    static let step_s = 0.05

    static func count(_ scene: Scene) -> Int { Int(scene.seconds(ofFrame: scene.frameCount - 1) / step_s + 0.5) + 1 }
    static func seconds(_ tick: Int) -> Double { Double(tick) * step_s }
}

extension ActorRecord {
    /// Follows an actor through a scene.
    init(_ actor: Actor, _ scene: Scene, _ camera: PinholeCamera) {
        self.actor = actor
        objectClass =
            switch actor.kind {
            case .person: .person
            case .vehicle: .vehicle
            case .bag: .object
            }
        sightings = (0..<Ticks.count(scene)).map { tick in
            let t = Ticks.seconds(tick)
            guard !scene.isBlind(at: t), let figure = actor.figure(at: t), let state = actor.trajectory.state(at: t)
            else { return nil }
            return Sighting(figure, speed_mps: state.speed_mps, camera)
        }
    }
}

extension Scene {
    /// Whether a disturbance keeps the camera from seeing its places.
    func isBlind(at time_s: Double) -> Bool { disturbances.contains { $0.share(at: time_s) > 0 } }
}

extension Sighting {
    /// Looks at a figure; nil when it is not before the camera.
    init?(_ figure: Figure, speed_mps: Double, _ camera: PinholeCamera) {
        let points: [Vector] =
            switch figure.body {
            case .person(let person): person.probes + [Vector(figure.at.x, person.look.height_m, figure.at.z)]
            case .vehicle(let vehicle): vehicle.corners.map { $0.y < 0.5 ? Vector($0.x, 0, $0.z) : $0 }
            case .bag(let bag):
                [bag.at, bag.at + Vector(0, bag.look.height_m, 0), bag.at + bag.ahead * 0.2, bag.at - bag.ahead * 0.2]
            }
        let projected = points.compactMap { camera.project($0).map(camera.fraction) }
        guard projected.count == points.count, let ground = camera.fraction(of: figure.at) else { return nil }
        let xs = projected.map(\.x), ys = projected.map(\.y) + [ground.y]
        let left = xs.min() ?? 0, right = xs.max() ?? 0, top = ys.min() ?? 0, bottom = ys.max() ?? 0
        let cut = (l: max(0, min(1, left)), r: max(0, min(1, right)), t: max(0, min(1, top)), b: max(0, min(1, bottom)))
        box = Box(x: cut.l, y: cut.t, width: cut.r - cut.l, height: cut.b - cut.t)
        height = bottom - top
        self.speed_mps = speed_mps
        if case .person = figure.body {
            foot = ground
            inPicture = ground.x >= 0 && ground.x <= 1 && ground.y >= 0 && ground.y <= 1
        } else {
            foot = box.bottomCentre
            let whole = (right - left) * (bottom - top)
            inPicture = whole > 0 && box.area / whole >= 0.3
        }
    }
}
