/// How the light falls on figures at one spot in one frame.
struct FigureLighting {
    let sun: Sunlight
    /// How much of the sun does not reach the spot (standing shadow, cloud), 0 ... 1.
    let shadow: Float
    /// Shading across round limbs.
    let round: RoundShading

    /// The lighting of a spot seen by a camera.
    init(sun: Sunlight, shadow: Float, camera: PinholeCamera) {
        (self.sun, self.shadow) = (sun, shadow)
        let direction = sun.direction, share = Float(sun.strength) * (1 - shadow)
        let side = Float(dot(direction, camera.right)), facing = Float(-dot(direction, camera.forward))
        let ambient = Float(1 - sun.strength)
        // A round thing shows its lit half when the sun is behind the camera and its dark half when it is ahead.
        round = RoundShading(middle: ambient * 0.92 + share * (0.62 + 0.40 * facing) + 0.06, slope: share * 0.50 * side)
    }

    /// Brightness of a flat face.
    func face(_ normal: Vector) -> Float { sun.light(normal: normal, shadow: shadow) }
}

/// Shadows that moving things cast on the ground.
enum GroundShadow {
    /// The shadow of a limb: a strip of the ground between the shadows of its ends.
    static func ofLimb(
        _ a: Vector, _ ra: Double, _ b: Vector, _ rb: Double, _ sun: Sunlight, on canvas: inout Canvas,
        _ camera: PinholeCamera
    ) {
        let ga = sun.shadow(of: a), gb = sun.shadow(of: b)
        var dx = gb.x - ga.x, dz = gb.z - ga.z
        var length = (dx * dx + dz * dz).squareRoot()
        if length < 0.02 {
            let d = sun.direction
            (dx, dz, length) = (-d.x, -d.z, max(1e-6, (d.x * d.x + d.z * d.z).squareRoot()))
        }
        let ux = dx / length, uz = dz / length
        let corners = [
            Vector(ga.x - ux * ra - uz * ra, 0, ga.z - uz * ra + ux * ra),
            Vector(ga.x - ux * ra + uz * ra, 0, ga.z - uz * ra - ux * ra),
            Vector(gb.x + ux * rb + uz * rb, 0, gb.z + uz * rb - ux * rb),
            Vector(gb.x + ux * rb - uz * rb, 0, gb.z + uz * rb + ux * rb),
        ]
        // The sun is half a degree wide: the higher the limb, the softer its edge.
        onGround(corners, height_m: max(a.y, b.y), sun, on: &canvas, camera)
    }

    /// A convex piece of shadow given by its corners on the ground.
    static func onGround(
        _ corners: [Vector], height_m: Double, _ sun: Sunlight, on canvas: inout Canvas, _ camera: PinholeCamera
    ) {
        guard let polygon = camera.face(corners), let centre = camera.project(corners[0]) else { return }
        let blur_m = 0.012 + 0.012 * height_m / max(0.1, sun.direction.y)
        canvas.cast(polygon.corners, softness_px: 1.2 + blur_m * camera.focal_px / centre.depth_m, strength: 1)
    }
}
