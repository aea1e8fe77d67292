/// Kinds of vehicles.
public enum VehicleKind: String, CaseIterable, Sendable {
    case car, van, lorry

    /// Length, width, height in metres.
    var size_m: (length: Double, width: Double, height: Double) {
        switch self {
        case .car: (4.3, 1.75, 1.46)
        case .van: (5.2, 2.0, 2.25)
        case .lorry: (7.2, 2.3, 3.1)
        }
    }
}

/// How a vehicle looks.
public struct VehicleLook: Hashable, Sendable {
    public var kind: VehicleKind
    var colour: RGB
}

/// A car, van or lorry: body, cabin with windows, wheels, lamps.
struct VehicleFigure {
    let look: VehicleLook
    /// The ground point under its middle, and where it heads.
    let at: GroundPoint
    let ahead: Vector

    private var base: Vector { Vector(at.x, 0, at.z) }
    private var side: Vector { Vector(ahead.z, 0, -ahead.x) }

    /// The parts from below upwards; the second one carries the windows.
    private var boxes: [SolidBox] {
        let s = look.kind.size_m
        func box(
            _ shift: Double, _ length: Double, _ width: Double, _ bottom: Double, _ top: Double,
            _ inset: (Double, Double, Double)
        ) -> SolidBox {
            SolidBox(
                at: base + ahead * shift, ahead: ahead, length_m: length, width_m: width, bottom_m: bottom, top_m: top,
                inset: inset)
        }
        switch look.kind {
        case .car:
            return [
                box(0, s.length, s.width, 0.24, 0.88, (0.12, 0.08, 0.03)),
                box(-0.25, 2.7, s.width - 0.12, 0.86, s.height, (0.75, 0.5, 0.16)),
            ]
        case .van:
            return [
                box(0, s.length, s.width, 0.28, 1.15, (0.1, 0, 0.02)),
                box(-0.3, s.length - 0.65, s.width - 0.05, 1.12, s.height, (0.55, 0.04, 0.08)),
            ]
        case .lorry:
            return [
                box(2.6, 2.0, s.width - 0.1, 0.35, 1.35, (0.08, 0, 0)),
                box(2.55, 1.9, s.width - 0.14, 1.33, 2.6, (0.25, 0, 0.06)),
                box(-1.0, 5.2, s.width, 0.75, s.height, (0, 0, 0)),
            ]
        }
    }

    /// All corners of its parts.
    var corners: [Vector] { boxes.flatMap(\.corners) }

    /// Draws the vehicle.
    func draw(on canvas: inout Canvas, _ camera: PinholeCamera, _ lighting: FigureLighting) {
        for shift in wheelPlaces where dot(shift.outward, camera.position - base) > 0 {
            wheel(shift, on: &canvas, camera, lighting)
        }
        for (index, box) in boxes.enumerated() {
            for face in box.faces where face.isSeen(from: camera.position) {
                guard let polygon = camera.face(face.corners) else { continue }
                let light = lighting.face(face.normal) * 0.96 + 0.03
                canvas.draw(
                    polygon, Paint(look.colour),
                    brightness: (light * 1.04, light * (abs(face.normal.y) > 0.7 ? 1.04 : 0.78)))
                if index == 1, face.normal.y < 0.8 { window(in: face, on: &canvas, camera, lighting) }
                if index == 0, abs(face.normal.y) < 0.5 { lamps(on: face, &canvas, camera, lighting) }
            }
        }
        for shift in wheelPlaces where dot(shift.outward, camera.position - shift.hub) > 0 {
            wheel(shift, on: &canvas, camera, lighting)
        }
    }

    /// Draws the mirror image on wet ground: the body only.
    func reflect(on canvas: inout Canvas, _ camera: PinholeCamera, _ lighting: FigureLighting, strength: Float) {
        for box in boxes {
            for face in box.faces where abs(face.normal.y) < 0.8 && face.isSeen(from: camera.position) {
                guard var polygon = camera.face(face.corners.map { Vector($0.x, -$0.y, $0.z) }) else { continue }
                polygon.near = (0, 0, 0)
                let light = lighting.face(face.normal)
                canvas.draw(polygon, Paint(look.colour), brightness: (light * 0.8, light * 0.5), opacity: strength)
            }
        }
    }

    /// Casts the shadows of its parts.
    func cast(on canvas: inout Canvas, _ camera: PinholeCamera, _ sun: Sunlight) {
        for box in boxes { box.cast(on: &canvas, camera, sun) }
        // The sun never reaches the ground below it.
        let s = look.kind.size_m
        let l = ahead * (s.length / 2), w = side * (s.width / 2)
        GroundShadow.onGround(
            [base + l + w, base + l - w, base - l - w, base - l + w], height_m: 0.2, sun, on: &canvas, camera)
    }

    private func window(
        in face: SolidFace, on canvas: inout Canvas, _ camera: PinholeCamera, _ lighting: FigureLighting
    ) {
        let c = face.corners
        // A van has glass at the front only; its sides are sheet metal behind the doors.
        let frontOnly = look.kind != .car && abs(dot(face.normal, side)) > 0.5
        let (left, right) = frontOnly ? frontSpan(c) : (0.08, 0.92)
        guard look.kind == .car || frontOnly || dot(face.normal, ahead) > 0.1 else { return }
        func at(_ u: Double, _ v: Double) -> Vector {
            (c[0] * (1 - u) + c[1] * u) * (1 - v) + (c[3] * (1 - u) + c[2] * u) * v
        }
        let low = look.kind == .lorry ? 0.35 : 0.10
        let nudge = face.normal * 0.015
        let pane = [at(left, low), at(right, low), at(right, 0.86), at(left, 0.86)].map { $0 + nudge }
        guard let polygon = camera.face(pane) else { return }
        let sky = 0.55 + 0.45 * lighting.face(Vector(0, 1, 0))
        canvas.draw(polygon, Paint(RGB(0.17, 0.20, 0.23)), brightness: (1.5 * sky, 0.8 * sky))
    }

    /// The part of a side face that lies towards the front.
    private func frontSpan(_ c: [Vector]) -> (Double, Double) {
        dot(c[1] - c[0], ahead) > 0 ? (0.68, 0.94) : (0.06, 0.32)
    }

    private func lamps(on face: SolidFace, _ canvas: inout Canvas, _ camera: PinholeCamera, _ lighting: FigureLighting)
    {
        let along = dot(face.normal, ahead)
        guard abs(along) > 0.8 else { return }
        let c = face.corners
        func at(_ u: Double, _ v: Double) -> Vector {
            (c[0] * (1 - u) + c[1] * u) * (1 - v) + (c[3] * (1 - u) + c[2] * u) * v + face.normal * 0.02
        }
        let colour = along > 0 ? RGB(0.92, 0.92, 0.86) : RGB(0.66, 0.12, 0.10)
        for (u0, u1) in [(0.06, 0.22), (0.78, 0.94)] {
            guard let lamp = camera.face([at(u0, 0.55), at(u1, 0.55), at(u1, 0.78), at(u0, 0.78)]) else { continue }
            let light = 0.5 + 0.5 * lighting.face(face.normal)
            canvas.draw(lamp, Paint(colour), brightness: (light, light))
        }
        guard let bumper = camera.face([at(0.02, 0.02), at(0.98, 0.02), at(0.98, 0.22), at(0.02, 0.22)]) else { return }
        canvas.draw(bumper, Paint(RGB(0.18, 0.18, 0.19)), brightness: (1, 0.8))
    }

    private var wheelPlaces: [(hub: Vector, outward: Vector)] {
        let s = look.kind.size_m
        let axle = look.kind == .lorry ? 0.34 : 0.31
        var places: [(hub: Vector, outward: Vector)] = []
        for along in [s.length * axle, -s.length * axle] {
            for out in [side, side * -1] {
                places.append((base + ahead * along + out * (s.width / 2 + 0.01) + Vector(0, radius, 0), out))
            }
        }
        return places
    }

    private var radius: Double { look.kind == .lorry ? 0.46 : 0.33 }

    private func wheel(
        _ place: (hub: Vector, outward: Vector), on canvas: inout Canvas, _ camera: PinholeCamera,
        _ lighting: FigureLighting
    ) {
        for (size, colour) in [(1.0, RGB(0.10, 0.10, 0.105)), (0.6, RGB(0.50, 0.51, 0.52))] {
            let rim = (0..<12).map { step in
                let angle = Double(step) * Angle.pi / 6
                return place.hub + place.outward * (0.012 * (2 - size))
                    + (ahead * Angle.cosine(angle) + Vector(0, Angle.sine(angle), 0)) * (radius * size)
            }
            guard let polygon = camera.face(rim) else { continue }
            let light = 0.35 + 0.6 * lighting.face(place.outward)
            canvas.draw(polygon, Paint(colour), brightness: (light, light))
        }
    }
}
