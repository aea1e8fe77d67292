import Base
import Score

/// Standing of one place over time, with the time in which the place was observed shaded below it.
struct StandingPlot {
    private static let width = 520.0
    private static let height = 168.0
    private static let top = 12.0
    private static let floor = 128.0

    let place: PlaceHistory
    let axis: TimeAxis
    let low: Double
    let high: Double

    /// Lays out the plot of one place; the vertical axis holds the whole curve with some air.
    init(_ place: PlaceHistory, start: Timestamp, end: Timestamp) {
        self.place = place
        axis = TimeAxis(start: start, end: end, left: 54, right: Self.width - 12)
        let points = place.curve.map { Double($0.points_mp) / 1000 }
        let least = points.min() ?? 0, most = points.max() ?? 0
        let air = max((most - least) * 0.12, 0.5)
        (low, high) = (least - air, most + air)
    }

    /// The plot as an inline `svg` element.
    func draw(into page: inout Markup) {
        page.element(
            "svg",
            [
                "class": "plot", "viewBox": "0 0 \(coordinate(Self.width)) \(coordinate(Self.height))", "role": "img",
                "aria-label": "Standing of \(place.subject.id) over time",
            ]
        ) { svg in
            drawExposure(into: &svg)
            drawScale(into: &svg)
            axis.draw(into: &svg, top: Self.top, bottom: Self.floor + 14, most: 5)
            drawCurve(into: &svg)
        }
    }

    private func y(_ points: Double) -> Double {
        Self.floor - (points - low) / (high - low) * (Self.floor - Self.top)
    }

    /// A strip under the curve: filled as far as the place was observed, the rest left as the colour of blind time.
    private func drawExposure(into svg: inout Markup) {
        let strip = Self.floor + 4
        for (exposure, end) in zip(place.exposures, place.exposureEnds) {
            let x = axis.x(exposure.start), width = max(axis.x(end) - x, 1)
            let words = StandingPlot.words(exposure, until: end)
            let whole = exposure.observed_ms + exposure.blind_ms.reduce(0) { $0 + $1.milliseconds }
            let seen = whole > 0 ? Double(exposure.observed_ms) / Double(whole) : 0
            svg.element(
                "rect",
                [
                    "class": "blind", "x": coordinate(x), "y": coordinate(strip), "width": coordinate(width),
                    "height": "8",
                ]
            ) { $0.element("title", words) }
            svg.element(
                "rect",
                [
                    "class": "observed", "x": coordinate(x), "y": coordinate(strip),
                    "width": coordinate(width * seen), "height": "8",
                ]
            ) { $0.element("title", words) }
            svg.empty(
                "rect",
                [
                    "class": "seen", "x": coordinate(x), "y": coordinate(Self.top), "width": coordinate(width * seen),
                    "height": coordinate(Self.floor - Self.top),
                ])
        }
    }

    /// Three or four round values with a line each.
    private func drawScale(into svg: inout Markup) {
        let step = StandingPlot.roundStep((high - low) / 3)
        var value = (low / step).rounded(.up) * step
        while value <= high {
            let height = coordinate(y(value))
            svg.empty(
                "line",
                [
                    "class": "grid", "x1": coordinate(axis.left), "x2": coordinate(axis.right), "y1": height,
                    "y2": height,
                ])
            svg.element(
                "text",
                ["class": "tick", "x": coordinate(axis.left - 6), "y": coordinate(y(value) + 4), "text-anchor": "end"],
                JSONText.format(value, decimals: 2))
            value += step
        }
    }

    private func drawCurve(into svg: inout Markup) {
        guard let first = place.curve.first, let last = place.curve.last else { return }
        var path = ""
        for sample in place.curve {
            path +=
                "\(path.isEmpty ? "M" : "L")\(coordinate(axis.x(sample.time))),\(coordinate(y(Double(sample.points_mp) / 1000)))"
        }
        let floor = coordinate(Self.floor)
        svg.empty(
            "path",
            [
                "class": "area",
                "d": "\(path)L\(coordinate(axis.x(last.time))),\(floor)L\(coordinate(axis.x(first.time))),\(floor)Z",
            ])
        svg.empty("path", ["class": "curve", "d": path])
        svg.empty(
            "circle",
            [
                "class": "now", "cx": coordinate(axis.x(last.time)), "cy": coordinate(y(Double(last.points_mp) / 1000)),
                "r": "3.5",
            ])
    }

    /// 1, 2 or 5 times a power of ten, not below `least`.
    static func roundStep(_ least: Double) -> Double {
        var power = 0.01
        while power * 10 < least { power *= 10 }
        return [1, 2, 5, 10].map { $0 * power }.first { $0 >= least } ?? power * 10
    }

    private static func words(_ exposure: ExposureEntry, until end: Timestamp) -> String {
        var words = "\(exposure.start.clockTime) to \(end.clockTime): observed \(seconds(exposure.observed_ms))"
        for blind in exposure.blind_ms { words += ", \(blind.reason) \(seconds(blind.milliseconds))" }
        return words
    }

    private static func seconds(_ milliseconds: Int64) -> String {
        JSONText.format(Double(milliseconds) / 1000, decimals: 1) + " s"
    }
}
