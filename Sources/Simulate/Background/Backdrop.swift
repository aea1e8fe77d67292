import Base

/// The picture without anything that moves, rendered once per camera pose.
struct Backdrop: Sendable {
    let luma: [UInt8]
    let cb: [UInt8]
    let cr: [UInt8]
    /// 1 / depth of what hides things, 0 for the ground and the sky.
    let nearness: [Float]
    /// Share of the pixel's light that is the sun's and not yet taken by a standing shadow, 0 ... 255.
    let sunShare: [UInt8]
    /// 255 where the pixel is ground.
    let ground: [UInt8]

    /// Casts four rays per pixel. Cost: about half a microsecond per ray and ten things of the setting.
    init(camera: PinholeCamera, setting: Setting, light: Sunlight, seed: UInt64) {
        let surface = Surface(setting: setting, seed: seed)
        let caster = RayCaster(setting: setting, surface: surface, sun: light.direction)
        let painter = BackdropPainter(camera: camera, caster: caster, light: light)
        let count = camera.size.count
        var planes = (y: [UInt8](), cb: [UInt8](), cr: [UInt8](), near: [Float](), sun: [UInt8](), ground: [UInt8]())
        planes.y.reserveCapacity(count)
        for row in 0..<camera.size.height {
            for column in 0..<camera.size.width {
                let pixel = painter.pixel(column, row)
                let paint = Paint(pixel.colour)
                planes.y.append(byte(paint.y))
                planes.cb.append(byte(paint.cb))
                planes.cr.append(byte(paint.cr))
                planes.near.append(pixel.nearness)
                planes.sun.append(byte(pixel.sunShare * 255))
                planes.ground.append(pixel.isGround ? 255 : 0)
            }
        }
        (luma, cb, cr, nearness) = (planes.y, planes.cb, planes.cr, planes.near)
        (sunShare, ground) = (planes.sun, planes.ground)
    }
}

/// One pixel of the backdrop.
struct BackdropPixel {
    var colour: RGB
    var nearness: Float
    var sunShare: Float
    var isGround: Bool
}

/// Mixes the rays of a pixel.
private struct BackdropPainter {
    let camera: PinholeCamera
    let caster: RayCaster
    let light: Sunlight
    /// Rotated grid of four samples, and for each a nudge of the sun so that standing shadows have soft edges.
    static let samples: [(x: Double, y: Double)] = [(0.375, 0.125), (0.875, 0.375), (0.125, 0.625), (0.625, 0.875)]
    static let nudges = [
        Vector(0.02, 0, 0.008), Vector(-0.008, 0, 0.02), Vector(0.008, 0, -0.02), Vector(-0.02, 0, -0.008),
    ]

    func pixel(_ column: Int, _ row: Int) -> BackdropPixel {
        var colour = RGB(0, 0, 0), near: Float = 0, sun: Float = 0, ground = 0
        for (index, sample) in BackdropPainter.samples.enumerated() {
            let direction = camera.ray(x: Double(column) + sample.x, y: Double(row) + sample.y)
            guard let hit = caster.cast(from: camera.position, direction, spread: 1 / camera.focal_px),
                hit.distance < 400
            else {
                colour += sky(direction)
                continue
            }
            let lit = lighting(
                hit, at: camera.position + direction * hit.distance, nudge: BackdropPainter.nudges[index])
            colour += haze(hit.colour * lit.total, hit.distance)
            sun += lit.sun / max(lit.total, 0.01)
            if hit.isGround { ground += 1 } else { near = max(near, Float(1 / hit.distance)) }
        }
        return BackdropPixel(
            colour: colour / 4, nearness: ground > 2 ? 0 : near, sunShare: sun / 4, isGround: ground > 1)
    }

    private func lighting(_ hit: RayHit, at point: Vector, nudge: Vector) -> (total: Float, sun: Float) {
        let shadow = hit.isGround ? caster.shadow(at: point, jitter: nudge) : 0
        let total = light.light(normal: hit.normal, shadow: shadow)
        let sun = total - light.light(normal: hit.normal, shadow: 1)
        return (hit.isGround ? total * contact(point) : total, sun)
    }

    /// Ground beside a wall sees less of the sky.
    private func contact(_ point: Vector) -> Float {
        var factor: Float = 1
        for block in caster.setting.blocks where block.height_m > 0.5 && block.turn_deg == 0 {
            let dx = max(0, abs(point.x - block.centre.x) - block.width_m / 2)
            let dz = max(0, abs(point.z - block.centre.z) - block.depth_m / 2)
            let distance = (dx * dx + dz * dz).squareRoot()
            if distance < 0.9 { factor = min(factor, Float(0.72 + 0.28 * distance / 0.9)) }
        }
        return factor
    }

    private func sky(_ direction: Vector) -> RGB {
        let height = Float(max(0, direction.y) / length(direction))
        let cloud = caster.surface.noise.octaves(
            Float(direction.x / (0.15 + max(0, direction.y))), Float(1 / (0.15 + max(0, direction.y))), wavelength: 2,
            footprint: 0.01, count: 4)
        let blue = RGB(0.80, 0.85, 0.90) + (RGB(0.52, 0.66, 0.84) - RGB(0.80, 0.85, 0.90)) * min(1, height * 2.2)
        return blue + (RGB(0.90, 0.91, 0.92) - blue) * max(0, min(1, 0.5 + 0.9 * cloud))
    }

    private func haze(_ colour: RGB, _ distance: Double) -> RGB {
        let share = Float(min(0.6, distance / 400))
        return colour + (RGB(0.80, 0.84, 0.88) - colour) * share
    }
}
