/// How a person looks; drawn from the seed, the same for the whole recording.
public struct PersonLook: Hashable, Sendable {
    /// Body height in metres.
    public var height_m: Double
    /// 1 is an ordinary build.
    public var build: Double
    var skin: RGB
    var hair: RGB
    var top: RGB
    var bottom: RGB
    var shoes: RGB
    /// How far a coat or skirt reaches below the hips, as a share of the thigh; 0 none.
    var coat: Double
    var backpack: Bool
    /// Without shading across the limbs: the whole figure then has one contrast to an even ground.
    var isFlat = false
}

/// One limb of a figure in space.
private struct Limb {
    var a: Vector, ra: Double, b: Vector, rb: Double
    var colour: RGB
}

/// A person, drawn limb by limb.
struct PersonFigure {
    let look: PersonLook
    let pose: Pose
    /// Bag in the right hand.
    let carriesBag: Bool

    private var limbs: [Limb] {
        let h = look.height_m, w = look.build, p = pose
        func limb(_ a: Vector, _ ra: Double, _ b: Vector, _ rb: Double, _ c: RGB) -> Limb {
            Limb(a: a, ra: ra * h * w, b: b, rb: rb * h * w, colour: c)
        }
        var limbs = [
            limb(p.hips.left, 0.052, p.knees.left, 0.038, look.bottom),
            limb(p.hips.right, 0.052, p.knees.right, 0.038, look.bottom),
            limb(p.knees.left, 0.036, p.ankles.left, 0.026, look.bottom),
            limb(p.knees.right, 0.036, p.ankles.right, 0.026, look.bottom),
            foot(p.ankles.left), foot(p.ankles.right),
            limb(p.shoulders.left, 0.036, p.elbows.left, 0.030, look.top),
            limb(p.shoulders.right, 0.036, p.elbows.right, 0.030, look.top),
            limb(p.elbows.left, 0.029, p.hands.left, 0.022, look.top),
            limb(p.elbows.right, 0.029, p.hands.right, 0.022, look.top),
            limb(p.hands.left, 0.022, p.hands.left - Vector(0, 0.03 * h, 0), 0.018, look.skin),
            limb(p.hands.right, 0.022, p.hands.right - Vector(0, 0.03 * h, 0), 0.018, look.skin),
            limb(p.hip, 0.078, p.chest, 0.092, look.top),
            limb(p.shoulders.left, 0.045, p.shoulders.right, 0.045, look.top),
            limb(p.neck - Vector(0, 0.02 * h, 0), 0.030, p.head, 0.030, look.skin),
        ]
        limbs.append(
            Limb(a: p.head, ra: 0.052 * h, b: p.head + Vector(0, 0.022 * h, 0), rb: 0.053 * h, colour: look.skin))
        let crown = p.head + Vector(0, 0.028 * h, 0) - p.ahead * (0.016 * h)
        limbs.append(Limb(a: crown, ra: 0.054 * h, b: crown - p.ahead * (0.006 * h), rb: 0.054 * h, colour: look.hair))
        if look.coat > 0 {
            let hem = p.hip - Vector(0, 0.22 * h * look.coat, 0)
            limbs.append(limb(p.hip, 0.082, hem, 0.094, look.top))
        }
        if look.backpack {
            let back = p.chest - p.ahead * (0.09 * h)
            limbs.append(
                limb(back + Vector(0, 0.02 * h, 0), 0.06, back - Vector(0, 0.12 * h, 0), 0.065, look.shoes * 1.4))
        }
        return limbs
    }

    private func foot(_ ankle: Vector) -> Limb {
        let h = look.height_m
        let heel = ankle - Vector(0, 0.022 * h, 0) - pose.ahead * (0.015 * h)
        return Limb(
            a: heel, ra: 0.024 * h, b: heel + pose.ahead * (0.10 * h) - Vector(0, 0.003 * h, 0), rb: 0.019 * h,
            colour: look.shoes)
    }

    /// Draws the person and what they carry.
    /// - Parameter lighting: how the light falls where they stand.
    func draw(on canvas: inout Canvas, _ camera: PinholeCamera, _ lighting: FigureLighting) {
        let ordered = limbs.sorted { dot($0.a + $0.b, camera.forward) > dot($1.a + $1.b, camera.forward) }
        for limb in ordered {
            guard let capsule = camera.capsule(limb.a, limb.ra, limb.b, limb.rb) else { continue }
            canvas.draw(capsule, Paint(limb.colour), look.isFlat ? lighting.round.flat : lighting.round)
        }
        if carriesBag {
            BagFigure(at: pose.hands.right - Vector(0, 0.42, 0), ahead: pose.ahead, look: .init(colour: look.shoes))
                .draw(on: &canvas, camera, lighting)
        }
    }

    /// Draws the mirror image on wet ground.
    func reflect(on canvas: inout Canvas, _ camera: PinholeCamera, _ lighting: FigureLighting, strength: Float) {
        for limb in limbs {
            let a = Vector(limb.a.x, -limb.a.y, limb.a.z), b = Vector(limb.b.x, -limb.b.y, limb.b.z)
            guard var capsule = camera.capsule(a, limb.ra, b, limb.rb) else { continue }
            capsule.nearness = 0
            let fade = Float(max(0.2, 1 - (limb.a.y + limb.b.y) / 4))
            canvas.draw(capsule, Paint(limb.colour), lighting.round, opacity: strength * fade)
        }
    }

    /// Casts the shadow of every limb on the ground.
    func cast(on canvas: inout Canvas, _ camera: PinholeCamera, _ sun: Sunlight) {
        for limb in limbs {
            GroundShadow.ofLimb(limb.a, limb.ra, limb.b, limb.rb, sun, on: &canvas, camera)
        }
    }

    /// Points spread over the body, for how much of it can be seen.
    var probes: [Vector] {
        let p = pose
        return [
            p.head, p.chest, p.hip, p.shoulders.left, p.shoulders.right, p.knees.left, p.knees.right, p.ankles.left,
            p.ankles.right, p.hands.left, p.hands.right,
        ]
    }
}
