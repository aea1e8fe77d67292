/// How a bag or a case looks.
public struct BagLook: Hashable, Sendable {
    var colour: RGB
    var width_m = 0.46
    var height_m = 0.34
    var depth_m = 0.20

    init(colour: RGB) { self.colour = colour }
}

/// A bag on the ground or in a hand: a block with a handle.
struct BagFigure {
    /// Middle of its lower side.
    let at: Vector
    let ahead: Vector
    let look: BagLook

    /// Draws the bag.
    func draw(on canvas: inout Canvas, _ camera: PinholeCamera, _ lighting: FigureLighting) {
        let box = SolidBox(
            at: at, ahead: ahead, length_m: look.width_m, width_m: look.depth_m, bottom_m: 0, top_m: look.height_m)
        for face in box.faces where face.isSeen(from: camera.position) {
            guard let polygon = camera.face(face.corners) else { continue }
            let light = lighting.face(face.normal)
            canvas.draw(polygon, Paint(look.colour), brightness: (light, light * 0.8))
        }
        let top = at + Vector(0, look.height_m, 0)
        let loop = (top - ahead * 0.09, top + Vector(0, 0.09, 0), top + ahead * 0.09)
        for (a, b) in [(loop.0, loop.1), (loop.1, loop.2)] {
            guard let strap = camera.capsule(a, 0.014, b, 0.014) else { continue }
            canvas.draw(strap, Paint(look.colour * 0.6), lighting.round)
        }
    }

    /// Casts its shadow.
    func cast(on canvas: inout Canvas, _ camera: PinholeCamera, _ sun: Sunlight) {
        SolidBox(at: at, ahead: ahead, length_m: look.width_m, width_m: look.depth_m, bottom_m: 0, top_m: look.height_m)
            .cast(on: &canvas, camera, sun)
    }
}

/// A flat face of a solid thing.
struct SolidFace {
    var corners: [Vector]
    var normal: Vector

    /// Whether a viewer there looks at its outer side.
    func isSeen(from viewer: Vector) -> Bool { dot(normal, viewer - corners[0]) > 0 }
}

/// A box, or a box whose upper side is smaller, that stands along a direction.
struct SolidBox {
    let faces: [SolidFace]
    private let lower: [Vector], upper: [Vector]

    /// - Parameters:
    ///   - at: the middle on the ground.
    ///   - inset: how much shorter the upper side is at the front and at the back, and at each side.
    init(
        at: Vector, ahead: Vector, length_m: Double, width_m: Double, bottom_m: Double, top_m: Double,
        inset: (front: Double, back: Double, sides: Double) = (0, 0, 0)
    ) {
        let side = Vector(ahead.z, 0, -ahead.x), l = length_m / 2, w = width_m / 2
        func ring(_ y: Double, _ front: Double, _ back: Double, _ wide: Double) -> [Vector] {
            let middle = at + Vector(0, y, 0)
            return [
                middle + ahead * front - side * wide, middle + ahead * front + side * wide,
                middle - ahead * back + side * wide, middle - ahead * back - side * wide,
            ]
        }
        lower = ring(bottom_m, l, l, w)
        upper = ring(top_m, l - inset.front, l - inset.back, w - inset.sides)
        let centre = at + Vector(0, (bottom_m + top_m) / 2, 0)
        var quads = [upper, lower]
        for i in 0..<4 { quads.append([lower[i], lower[(i + 1) % 4], upper[(i + 1) % 4], upper[i]]) }
        faces = quads.map { corners in
            let normal = normalized(cross(corners[1] - corners[0], corners[2] - corners[0]))
            return SolidFace(corners: corners, normal: dot(normal, corners[0] - centre) < 0 ? -normal : normal)
        }
    }

    /// Casts the shadow of every face; together they are the shadow of the whole.
    func cast(on canvas: inout Canvas, _ camera: PinholeCamera, _ sun: Sunlight) {
        for face in faces {
            let corners = face.corners.map { corner in
                let ground = sun.shadow(of: corner)
                return Vector(ground.x, 0, ground.z)
            }
            GroundShadow.onGround(corners, height_m: face.corners[2].y, sun, on: &canvas, camera)
        }
    }

    /// All corners.
    var corners: [Vector] { lower + upper }
}
