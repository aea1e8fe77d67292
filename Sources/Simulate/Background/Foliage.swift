import Base

/// The crown of a tree or a bush as a picture of its own that is bent and fluttered by the wind.
struct Foliage: Sendable {
    private let left: Int, top: Int, width: Int, height: Int
    private let luma: [UInt8], cb: [UInt8], cr: [UInt8], alpha: [UInt8]
    /// Metres from the camera along its axis; crowns are drawn in this order with the actors.
    let depth_m: Double
    private let pixelsPerMetre: Float
    private let phase: Double
    private let isBush: Bool

    /// Paints the crown once; nil when it is out of view.
    init?(_ tree: Tree, camera: PinholeCamera, light: Sunlight, noise: ValueNoise, phase: Double) {
        guard let middle = camera.project(tree.crownCentre) else { return nil }
        let scale = camera.focal_px / middle.depth_m
        let margin = 0.35 * scale + 3
        let halfWidth = tree.crownWidth_m / 2 * scale * 1.25, halfHeight = tree.crownHeight_m / 2 * scale * 1.2
        let columns = Canvas.pixels(
            middle.x - halfWidth - margin, middle.x + halfWidth + margin, limit: camera.size.width)
        let rows = Canvas.pixels(
            middle.y - halfHeight - margin, middle.y + halfHeight + margin, limit: camera.size.height)
        guard !columns.isEmpty, !rows.isEmpty else { return nil }
        (left, top, width, height) = (columns.lowerBound, rows.lowerBound, columns.count, rows.count)
        (depth_m, pixelsPerMetre, self.phase, isBush) = (middle.depth_m, Float(scale), phase, tree.trunk_m < 0.5)
        let leaves = LeafTexture(tree: tree, noise: noise, light: light, camera: camera, footprint: Float(1 / scale))
        var planes = (y: [UInt8](), cb: [UInt8](), cr: [UInt8](), alpha: [UInt8]())
        for row in rows {
            for column in columns {
                let u = Float((Double(column) + 0.5 - middle.x) / scale),
                    v = Float((Double(row) + 0.5 - middle.y) / scale)
                let (colour, cover) = leaves.sample(u, v)
                let paint = Paint(colour)
                planes.y.append(byte(paint.y))
                planes.cb.append(byte(paint.cb))
                planes.cr.append(byte(paint.cr))
                planes.alpha.append(byte(cover * 255))
            }
        }
        (luma, cb, cr, alpha) = (planes.y, planes.cb, planes.cr, planes.alpha)
    }

    /// Draws the crown as the wind has it at a time.
    /// - Parameters:
    ///   - wind: 0 still ... 1 strong: the crown swings by 0.25 m and its leaves by 0.06 m.
    ///   - dimming: how much darker clouds make it, 0 ... 1.
    func draw(on canvas: inout Canvas, wind: Double, time_s: Double, dimming: Float) {
        let field = WindField(
            wind: wind, time_s: time_s, phase: phase, pixelsPerMetre: pixelsPerMetre, width: width, height: height)
        let light = 1 - dimming
        for row in 0..<height {
            // The top swings, the stem holds; a bush is held at the ground.
            let lever = isBush ? Float(height - row) / Float(height) : 0.6 + 0.4 * Float(height - row) / Float(height)
            drawRow(row, on: &canvas, field, lever, light)
        }
    }

    private func drawRow(_ row: Int, on canvas: inout Canvas, _ field: WindField, _ lever: Float, _ light: Float) {
        let near = Float(1 / depth_m), base = (top + row) * canvas.width + left
        let y = luma.span, a = alpha.span
        for column in 0..<width where near >= canvas.nearness[base + column] {
            let (dx, dy) = field.shift(column, row)
            let sx = Float(column) + dx * lever, sy = Float(row) + dy * lever
            let fx = sx.rounded(.down), fy = sy.rounded(.down)
            let ix = Int(fx), iy = Int(fy)
            guard ix >= 0, iy >= 0, ix + 1 < width, iy + 1 < height else { continue }
            let i = iy * width + ix, tx = sx - fx, ty = sy - fy
            let cover = Foliage.bilinear(a, i, width, tx, ty)
            guard cover > 3 else { continue }
            let value = Foliage.bilinear(y, i, width, tx, ty) * light
            let old = Float(canvas.luma[base + column])
            canvas.luma[base + column] = byte(old + (value - old) * (cover / 255))
            if canvas.coloured { tint(&canvas.cb, &canvas.cr, base + column, i, cover / 255) }
            if cover > 128 { canvas.nearness[base + column] = near }
        }
    }

    private func tint(_ blue: inout [UInt8], _ red: inout [UInt8], _ at: Int, _ i: Int, _ cover: Float) {
        blue[at] = byte(Float(blue[at]) + (Float(cb[i]) - Float(blue[at])) * cover)
        red[at] = byte(Float(red[at]) + (Float(cr[i]) - Float(red[at])) * cover)
    }

    private static func bilinear(_ plane: Span<UInt8>, _ i: Int, _ width: Int, _ tx: Float, _ ty: Float) -> Float {
        let upper = mixed(Float(plane[i]), Float(plane[i + 1]), tx)
        let lower = mixed(Float(plane[i + width]), Float(plane[i + width + 1]), tx)
        return mixed(upper, lower, ty)
    }
}

/// What leaves look like at a point of the crown.
private struct LeafTexture {
    let tree: Tree
    let noise: ValueNoise
    let light: Sunlight
    let camera: PinholeCamera
    let footprint: Float

    /// Colour and cover at (`u`, `v`) metres right of and below the middle of the crown.
    func sample(_ u: Float, _ v: Float) -> (RGB, Float) {
        let shift = Float(tree.at.x * 7.3 + tree.at.z * 3.1)
        let rx = u / Float(tree.crownWidth_m / 2), ry = v / Float(tree.crownHeight_m / 2)
        let radius = (rx * rx + ry * ry).squareRoot()
        let clump = noise.octaves(u + shift, v, wavelength: 0.9, footprint: footprint, count: 3)
        let leaf = noise.octaves(u * 1.3 - shift, v * 1.3, wavelength: 0.28, footprint: footprint, count: 5)
        let cover = max(0, min(1, (1.02 - radius + 0.30 * clump + 0.16 * leaf) * 7))
        let side = Float(dot(light.direction, camera.right)) * rx - ry * 0.55
        let tone = 0.80 + 0.26 * side * Float(light.strength + 0.3) + 0.34 * clump + 0.50 * leaf
        let green = mixed(0.34, 0.46, max(0, min(1, 0.5 + clump)))
        return (RGB(green * 0.70, green, green * 0.42) * max(0.18, min(1.5, tone)), cover)
    }
}

/// Shifts of leaves over a crown: one slow bend and a flutter that differs from twig to twig.
private struct WindField {
    private static let cell = 12
    private let columns: Int
    private let shifts: [(x: Float, y: Float)]

    init(wind: Double, time_s t: Double, phase: Double, pixelsPerMetre: Float, width: Int, height: Int) {
        columns = width / WindField.cell + 2
        let rows = height / WindField.cell + 2
        let gust = 0.55 + 0.45 * Angle.sine(0.7 * t + phase)
        let bend = wind * gust * (0.16 * Angle.sine(2.3 * t + phase) + 0.09 * Angle.sine(3.9 * t + 2 * phase))
        let flutter = wind * (0.35 + 0.65 * gust) * 0.06
        var shifts: [(x: Float, y: Float)] = []
        shifts.reserveCapacity(columns * rows)
        for row in 0..<rows {
            for column in 0..<columns {
                let own = Double((row * 7919 + column * 104_729) % 628) / 100
                let x = bend + flutter * Angle.sine(7.1 * t + own + phase),
                    y = flutter * 0.8 * Angle.sine(8.3 * t + own * 1.7)
                shifts.append((Float(x) * pixelsPerMetre, Float(y) * pixelsPerMetre))
            }
        }
        self.shifts = shifts
    }

    /// Shift in pixels at a pixel of the crown, bilinear between cells.
    func shift(_ x: Int, _ y: Int) -> (Float, Float) {
        let cx = x / WindField.cell, cy = y / WindField.cell
        let tx = Float(x - cx * WindField.cell) / Float(WindField.cell),
            ty = Float(y - cy * WindField.cell) / Float(WindField.cell)
        let i = cy * columns + cx
        let a = shifts[i], b = shifts[i + 1], c = shifts[i + columns], d = shifts[i + columns + 1]
        return (
            mixed(mixed(a.x, b.x, tx), mixed(c.x, d.x, tx), ty), mixed(mixed(a.y, b.y, tx), mixed(c.y, d.y, tx), ty)
        )
    }
}
