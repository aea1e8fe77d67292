/// A flat convex face on the picture with the nearness of its plane.
struct ScreenPolygon {
    /// Corners in pixels, either way round.
    var corners: [(x: Double, y: Double)]
    /// Nearness = a x + b y + c over the picture.
    var near: (a: Double, b: Double, c: Double)
}

/// One edge as a signed distance: a x + b y + c, positive inside.
private struct EdgeDistance {
    var a: Float, b: Float, c: Float
}

extension Canvas {
    /// Draws a face, anti-aliased.
    /// - Parameters:
    ///   - brightness: at the top and at the bottom of the face; 1 leaves the paint as it is.
    ///   - opacity: 1 covers; less for glass and reflections.
    mutating func draw(
        _ polygon: ScreenPolygon, _ paint: Paint, brightness: (top: Float, bottom: Float), opacity: Float = 1
    ) {
        let edges = Canvas.edges(polygon.corners)
        guard edges.count >= 3 else { return }
        let (rows, columns) = extent(polygon.corners, reach: 1)
        guard !rows.isEmpty, !columns.isEmpty else { return }
        let slope = (brightness.bottom - brightness.top) / Float(max(1, rows.count))
        for row in rows {
            let light = brightness.top + slope * Float(row - rows.lowerBound)
            let y = Float(row) + 0.5
            fillRow(columns) { column, coverage, bright in
                coverage = max(0, min(1, Canvas.inside(edges, Float(column) + 0.5, y) + 0.5))
                bright = light
            }
            let first =
                polygon.near.a * (Double(columns.lowerBound) + 0.5) + polygon.near.b * Double(y) + polygon.near.c
            paintRow(row, columns, paint, near: (Float(first), Float(polygon.near.a)), opacity: opacity)
        }
    }

    /// Adds a shade with a soft edge of `softness_px` to the shade of this frame; shades do not add up, the darkest wins.
    mutating func cast(_ corners: [(x: Double, y: Double)], softness_px: Double, strength: Float) {
        let edges = Canvas.edges(corners)
        guard edges.count >= 3 else { return }
        let (rows, columns) = extent(corners, reach: softness_px)
        guard !rows.isEmpty, !columns.isEmpty else { return }
        let scale = Float(1 / max(1, softness_px))
        let width = self.width
        var plane = shade.mutableSpan
        for row in rows {
            let y = Float(row) + 0.5
            for column in columns {
                let coverage = max(0, min(1, Canvas.inside(edges, Float(column) + 0.5, y) * scale + 0.5))
                let value = byte(smooth(coverage) * strength * 255)
                if value > plane[row * width + column] { plane[row * width + column] = value }
            }
        }
        shadeRows =
            shadeRows.isEmpty
            ? rows : min(shadeRows.lowerBound, rows.lowerBound)..<max(shadeRows.upperBound, rows.upperBound)
    }

    private func extent(_ corners: [(x: Double, y: Double)], reach: Double) -> (rows: Range<Int>, columns: Range<Int>) {
        var low = corners[0], high = corners[0]
        for corner in corners {
            low = (min(low.x, corner.x), min(low.y, corner.y))
            high = (max(high.x, corner.x), max(high.y, corner.y))
        }
        return (
            Canvas.pixels(low.y - reach, high.y + reach, limit: height),
            Canvas.pixels(low.x - reach, high.x + reach, limit: width)
        )
    }

    private static func edges(_ corners: [(x: Double, y: Double)]) -> [EdgeDistance] {
        var twice = 0.0
        for i in corners.indices {
            let a = corners[i], b = corners[(i + 1) % corners.count]
            twice += a.x * b.y - a.y * b.x
        }
        guard abs(twice) > 1e-3 else { return [] }
        let sign = twice > 0 ? 1.0 : -1.0
        var edges: [EdgeDistance] = []
        edges.reserveCapacity(corners.count)
        for i in corners.indices {
            let a = corners[i], b = corners[(i + 1) % corners.count]
            let dx = b.x - a.x, dy = b.y - a.y
            let length = (dx * dx + dy * dy).squareRoot()
            guard length > 1e-6 else { continue }
            let nx = -dy / length * sign, ny = dx / length * sign
            edges.append(EdgeDistance(a: Float(nx), b: Float(ny), c: Float(-(nx * a.x + ny * a.y))))
        }
        return edges
    }

    private static func inside(_ edges: [EdgeDistance], _ x: Float, _ y: Float) -> Float {
        var least = Float.greatestFiniteMagnitude
        for edge in edges { least = min(least, edge.a * x + edge.b * y + edge.c) }
        return least
    }
}
