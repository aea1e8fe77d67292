import Base
import Score

/// Standing of one place over time under two policies: as it was, and as it would have been.
struct ChangePlot {
    private static let width = 520.0
    private static let height = 168.0
    private static let top = 12.0
    private static let floor = 132.0

    private let place: PolicyDiff.Place
    private let times: [Timestamp]
    private let axis: TimeAxis
    private let low: Double
    private let high: Double

    /// Lays out the plot; the vertical axis holds both curves with some air.
    init(_ place: PolicyDiff.Place, times: [Timestamp]) {
        (self.place, self.times) = (place, times)
        axis = TimeAxis(start: times[0], end: times[times.count - 1], left: 54, right: Self.width - 12)
        let points = (place.curveBefore + place.curveAfter).map { Double($0) / 1000 }
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
                "aria-label": "Standing of \(place.subject.path) over time, before and after",
            ]
        ) { svg in
            scale(into: &svg)
            ticks(into: &svg)
            curve(place.curveBefore, style: "curve was", into: &svg)
            curve(place.curveAfter, style: "curve", into: &svg)
        }
    }

    private func y(_ points: Double) -> Double {
        Self.floor - (points - low) / (high - low) * (Self.floor - Self.top)
    }

    /// Three or four round values with a line each.
    private func scale(into svg: inout Markup) {
        let step = StandingPlot.roundStep((high - low) / 3)
        for index in Int(
            (low / step).rounded(.up))...max(Int((low / step).rounded(.up)), Int((high / step).rounded(.down)))
        {
            let value = Double(index) * step, height = coordinate(y(value))
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
        }
    }

    /// Days where the history has several, else the clock.
    private func ticks(into svg: inout Markup) {
        let isLong = axis.end.seconds(since: axis.start) > 172_800
        for tick in axis.ticks(most: 5) {
            let x = coordinate(axis.x(tick))
            svg.empty(
                "line",
                ["class": "grid", "x1": x, "x2": x, "y1": coordinate(Self.top), "y2": coordinate(Self.floor + 8)])
            svg.element(
                "text", ["class": "tick", "x": x, "y": coordinate(Self.floor + 22), "text-anchor": "middle"],
                isLong ? String(tick.dateAndTime.prefix(10)) : String(tick.clockTime.prefix(5)))
        }
    }

    private func curve(_ curve: [Int64], style: String, into svg: inout Markup) {
        guard let last = curve.last, let end = times.last else { return }
        let path = zip(times, curve).enumerated().map { index, sample in
            "\(index == 0 ? "M" : "L")\(coordinate(axis.x(sample.0))),\(coordinate(y(Double(sample.1) / 1000)))"
        }.joined()
        svg.empty("path", ["class": style, "d": path])
        svg.empty(
            "circle",
            [
                "class": style == "curve" ? "now" : "then", "cx": coordinate(axis.x(end)),
                "cy": coordinate(y(Double(last) / 1000)), "r": "3.5",
            ])
    }
}
