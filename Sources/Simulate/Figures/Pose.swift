/// Where the joints of a walking or standing person are, in metres.
package struct Pose {
    var hip: Vector, chest: Vector, neck: Vector, head: Vector
    var shoulders: (left: Vector, right: Vector)
    var elbows: (left: Vector, right: Vector)
    var hands: (left: Vector, right: Vector)
    var hips: (left: Vector, right: Vector)
    var knees: (left: Vector, right: Vector)
    package var ankles: (left: Vector, right: Vector)
    /// Unit vector of the walk, level.
    var ahead: Vector

    /// Length of a full stride (two steps) in metres: step length grows with the square root of speed, as people's does;
    /// 0.83 body heights at 1.35 m/s.
    package static func stride_m(height_m: Double, speed_mps: Double) -> Double {
        height_m * 0.83 * (max(0.1, speed_mps) / 1.35).squareRoot()
    }

    /// Poses a person.
    /// - Parameters:
    ///   - at: the ground point below the hips.
    ///   - phase: strides walked; the fraction is where in the gait cycle the left leg is.
    ///   - amount: 0 standing ... 1 walking.
    ///   - idle_s: seconds, for the slight sway of someone who stands.
    package init(
        at: GroundPoint, ahead: Vector, height_m h: Double, stride_m: Double, phase: Double, amount: Double,
        idle_s: Double
    ) {
        self.ahead = ahead
        let side = Vector(ahead.z, 0, -ahead.x)
        let swing = Angle.sine(2 * Angle.pi * phase)
        let bob = 0.006 * h * Angle.cosine(4 * Angle.pi * phase) * amount
        let sway = 0.010 * Angle.sine(idle_s * 1.7) * (1 - amount)
        let base = Vector(at.x, 0, at.z) + side * sway
        hip = base + Vector(0, 0.515 * h - 0.004 * h * amount + bob, 0)
        let lean = ahead * (0.02 * h * amount)
        chest = hip + Vector(0, 0.25 * h, 0) + lean
        neck = chest + Vector(0, 0.075 * h, 0) + lean * 0.5
        head = neck + Vector(0, 0.075 * h, 0) + ahead * (0.012 * h)
        let shoulder = side * (0.105 * h) + ahead * (0.015 * h * swing * amount)
        shoulders = (chest - shoulder + Vector(0, 0.045 * h, 0), chest + shoulder + Vector(0, 0.045 * h, 0))
        hips = (hip - side * (0.05 * h), hip + side * (0.05 * h))
        ankles = (
            Pose.ankle(below: base - side * (0.05 * h), ahead, h, stride_m, phase, amount),
            Pose.ankle(below: base + side * (0.05 * h), ahead, h, stride_m, phase + 0.5, amount)
        )
        knees = (
            Pose.joint(hips.left, ankles.left, half: 0.236 * h, towards: ahead),
            Pose.joint(hips.right, ankles.right, half: 0.236 * h, towards: ahead)
        )
        (elbows, hands) = Pose.arms(shoulders, ahead, side, h, swing * amount)
    }

    /// Stance for 60 % of the cycle, in which the foot stays where it is on the ground, then swing with the foot lifted.
    private static func ankle(
        below base: Vector, _ ahead: Vector, _ h: Double, _ stride: Double, _ phase: Double, _ amount: Double
    ) -> Vector {
        let p = phase - phase.rounded(.down)
        let reach = 0.6 * stride * amount
        let forward: Double, lift: Double
        if p < 0.6 {
            forward = reach * (0.5 - p / 0.6)
            lift = max(0, p - 0.42) / 0.18 * 0.05 * h * amount
        } else {
            let u = (p - 0.6) / 0.4
            forward = reach * (u * u * (3 - 2 * u) - 0.5)
            lift = (0.05 * (1 - u) + 0.055 * Angle.sine(Angle.pi * u)) * h * amount
        }
        return base + ahead * forward + Vector(0, 0.045 * h + lift, 0)
    }

    /// The middle joint of two links of length `half`, bent `towards`.
    private static func joint(_ a: Vector, _ b: Vector, half: Double, towards: Vector) -> Vector {
        let middle = (a + b) / 2, gap = dot(b - a, b - a) / 4
        return middle + towards * max(0, half * half - gap).squareRoot()
    }

    private static func arms(
        _ shoulders: (left: Vector, right: Vector), _ ahead: Vector, _ side: Vector, _ h: Double, _ swing: Double
    ) -> (elbows: (left: Vector, right: Vector), hands: (left: Vector, right: Vector)) {
        func arm(_ shoulder: Vector, _ angle: Double, _ outward: Vector) -> (Vector, Vector) {
            let upper = ahead * Angle.sine(angle) - Vector(0, Angle.cosine(angle), 0)
            let bent = angle + 0.25 + 0.25 * max(0, angle)
            let lower = ahead * Angle.sine(bent) - Vector(0, Angle.cosine(bent), 0)
            let elbow = shoulder + upper * (0.17 * h) + outward * (0.018 * h)
            return (elbow, elbow + lower * (0.155 * h))
        }
        // The arms go against the legs.
        let left = arm(shoulders.left, -0.55 * swing, side * -1), right = arm(shoulders.right, 0.55 * swing, side)
        return ((left.0, right.0), (left.1, right.1))
    }
}
