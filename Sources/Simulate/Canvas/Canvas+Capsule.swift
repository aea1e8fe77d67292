/// A limb on the picture: a line with a radius at each end, in pixels.
struct ScreenCapsule {
    var ax: Double, ay: Double, aRadius: Double
    var bx: Double, by: Double, bRadius: Double
    var nearness: Float
}

/// How a round thing takes the light across its width.
struct RoundShading {
    /// Brightness in the middle, where 1 leaves the paint as it is.
    var middle: Float
    /// Change of brightness towards the right side; negative when the light comes from the left.
    var slope: Float
    /// How much darker the rims are.
    var rim: Float = 0.22

    /// As bright everywhere as in the middle.
    var flat: RoundShading { RoundShading(middle: middle, slope: 0, rim: 0) }
}

extension Canvas {
    /// Draws a limb: anti-aliased, shaded across its width as if it were round.
    /// - Parameter opacity: 1 covers; less for reflections.
    mutating func draw(_ capsule: ScreenCapsule, _ paint: Paint, _ shading: RoundShading, opacity: Float = 1) {
        let reach = max(capsule.aRadius, capsule.bRadius) + 1
        let rows = Canvas.pixels(
            min(capsule.ay, capsule.by) - reach, max(capsule.ay, capsule.by) + reach, limit: height)
        let columns = Canvas.pixels(
            min(capsule.ax, capsule.bx) - reach, max(capsule.ax, capsule.bx) + reach, limit: width)
        guard !rows.isEmpty, !columns.isEmpty else { return }
        let dx = Float(capsule.bx - capsule.ax), dy = Float(capsule.by - capsule.ay)
        let square = dx * dx + dy * dy
        let inverse = square > 1e-6 ? 1 / square : 0
        let aRadius = Float(capsule.aRadius), growth = Float(capsule.bRadius - capsule.aRadius)
        for row in rows {
            let py = Float(row) + 0.5 - Float(capsule.ay)
            fillRow(columns) { column, coverage, brightness in
                let px = Float(column) + 0.5 - Float(capsule.ax)
                let t = max(0, min(1, (px * dx + py * dy) * inverse))
                let ox = px - dx * t, oy = py - dy * t
                let radius = aRadius + growth * t
                let distance = (ox * ox + oy * oy).squareRoot()
                coverage = max(0, min(1, radius - distance + 0.5))
                let side = max(-1, min(1, ox / max(radius, 0.5)))
                let rim = min(1, distance / max(radius, 0.5))
                brightness = shading.middle + shading.slope * side - shading.rim * rim * rim
            }
            paintRow(row, columns, paint, near: (capsule.nearness, 0), opacity: opacity)
        }
    }
}
