import Base

/// A rectangle with a horizontal and a vertical axis of numbers, and a legend above it.
struct PlotFrame {
    static let width = 1040.0
    let height: Double
    let left: Double
    /// Values at the left and right end, and at the lower and upper end.
    let across: ClosedRange<Double>
    let up: ClosedRange<Double>

    private static let top = 34.0
    private static let right = width - 24
    private var bottom: Double { height - 42 }

    init(height: Double = 300, left: Double = 56, across: ClosedRange<Double>, up: ClosedRange<Double>) {
        (self.height, self.left, self.across, self.up) = (height, left, across, up)
    }

    func x(_ value: Double) -> Double {
        left + (value - across.lowerBound) / (across.upperBound - across.lowerBound) * (Self.right - left)
    }

    func y(_ value: Double) -> Double {
        bottom - (value - up.lowerBound) / (up.upperBound - up.lowerBound) * (bottom - Self.top)
    }

    /// The `svg` element with what `body` draws between the grid and the legend.
    func draw(
        into page: inout Markup, label: String, acrossTicks: [Double], upTicks: [Double], acrossName: String,
        legend: [String], body: (inout Markup) -> Void
    ) {
        page.element(
            "svg",
            [
                "class": "plot wide", "viewBox": "0 0 \(coordinate(Self.width)) \(coordinate(height))", "role": "img",
                "aria-label": label,
            ]
        ) { svg in
            drawGrid(acrossTicks, upTicks, into: &svg)
            svg.element(
                "text",
                [
                    "class": "axis-name", "x": coordinate((left + Self.right) / 2), "y": coordinate(height - 6),
                    "text-anchor": "middle",
                ], acrossName)
            body(&svg)
            drawLegend(legend, into: &svg)
        }
    }

    private func drawGrid(_ acrossTicks: [Double], _ upTicks: [Double], into svg: inout Markup) {
        for tick in upTicks {
            let y = coordinate(y(tick))
            svg.empty(
                "line", ["class": "grid", "x1": coordinate(left), "x2": coordinate(Self.right), "y1": y, "y2": y])
            svg.element(
                "text",
                ["class": "tick", "x": coordinate(left - 8), "y": coordinate(self.y(tick) + 4), "text-anchor": "end"],
                JSONText.format(tick, decimals: 3))
        }
        for tick in acrossTicks {
            let x = coordinate(x(tick))
            svg.empty(
                "line", ["class": "grid", "x1": x, "x2": x, "y1": coordinate(Self.top), "y2": coordinate(bottom)])
            svg.element(
                "text", ["class": "tick", "x": x, "y": coordinate(bottom + 16), "text-anchor": "middle"],
                JSONText.format(tick, decimals: 2))
        }
    }

    private func drawLegend(_ names: [String], into svg: inout Markup) {
        var x = left
        for (index, name) in names.enumerated() {
            svg.empty(
                "rect",
                ["class": "run\(index % 4)", "x": coordinate(x), "y": "10", "width": "11", "height": "11", "rx": "3"])
            svg.element("text", ["x": coordinate(x + 17), "y": "20"], name)
            x += 44 + 6.6 * Double(name.count)
        }
    }
}
