import Base
import Evaluate

/// How late events come: found events by event time minus due time, one colour for each run.
struct DelayPlot: AccuracyPlot {
    let title: String
    let runs: [(name: String, delays_s: [Double])]
    private static let step_s = 0.25
    private static let ends_s = -2.0...4.0

    func draw(into page: inout Markup) {
        let bars = runs.map { DelayPlot.bars($0.delays_s) }
        let most = max(1, bars.flatMap(\.self).max() ?? 1)
        let tick = max(1, Int(StandingPlot.roundStep(Double(most) / 4)))
        let frame = PlotFrame(height: 240, across: Self.ends_s, up: 0...Double(most) * 1.08)
        frame.draw(
            into: &page, label: title, acrossTicks: [-2, -1, 0, 1, 2, 3, 4],
            upTicks: stride(from: 0, through: most, by: tick).map(Double.init),
            acrossName: "event time minus due time in seconds; the outermost bars hold all beyond",
            legend: runs.map(\.name)
        ) { svg in
            let width = (frame.x(Self.step_s) - frame.x(0) - 3) / Double(max(1, runs.count))
            for (run, counts) in bars.enumerated() {
                for (index, count) in counts.enumerated() where count > 0 {
                    let left = frame.x(Self.ends_s.lowerBound + Double(index) * Self.step_s) + 1.5
                    let y = frame.y(Double(count))
                    svg.element(
                        "rect",
                        [
                            "class": "run\(run % 4)", "x": coordinate(left + Double(run) * width), "y": coordinate(y),
                            "width": coordinate(max(1, width - 0.5)), "height": coordinate(frame.y(0) - y),
                        ]
                    ) { $0.element("title", "\(count) events") }
                }
            }
        }
    }

    /// Events in each step from -2 to 4 seconds.
    static func bars(_ delays_s: [Double]) -> [Int] {
        let count = Int((ends_s.upperBound - ends_s.lowerBound) / step_s)
        var bars = Array(repeating: 0, count: count)
        for delay in delays_s {
            let index = Int(((delay - ends_s.lowerBound) / step_s).rounded(.down))
            bars[min(max(index, 0), count - 1)] += 1
        }
        return bars
    }
}

/// One figure of several subjects with its interval, one row each, one colour for each run.
struct WhiskerPlot: AccuracyPlot {
    let title: String

    /// A figure with its interval.
    struct Mark {
        let run: Int
        let value: Double?
        let interval: Interval?
    }

    let name: String
    let rows: [(subject: String, marks: [Mark])]
    let legend: [String]

    func draw(into page: inout Markup) {
        let each = 30.0, count = Double(rows.count)
        let frame = PlotFrame(height: 82 + each * count, left: 190, across: 0...1, up: 0...count)
        frame.draw(
            into: &page, label: title, acrossTicks: [0, 0.2, 0.4, 0.6, 0.8, 1], upTicks: [],
            acrossName: "\(name); lines are 95 % intervals", legend: legend
        ) { svg in
            for (index, row) in rows.enumerated() {
                let middle = frame.y(count - Double(index) - 0.5)
                svg.element("text", ["x": "12", "y": coordinate(middle + 4)], row.subject)
                for mark in row.marks {
                    let shift = (Double(mark.run) - Double(legend.count - 1) / 2) * 9
                    WhiskerPlot.draw(mark, frame, y: middle + shift, into: &svg)
                }
            }
        }
    }

    private static func draw(_ mark: Mark, _ frame: PlotFrame, y: Double, into svg: inout Markup) {
        guard let value = mark.value else { return }
        svg.element("g", ["class": "run\(mark.run % 4)"]) { group in
            if let interval = mark.interval {
                group.empty(
                    "path",
                    [
                        "class": "whisker",
                        "d":
                            "M\(coordinate(frame.x(interval.low))),\(coordinate(y))H\(coordinate(frame.x(interval.high)))",
                    ])
            }
            group.element("circle", ["cx": coordinate(frame.x(value)), "cy": coordinate(y), "r": "4.5"]) {
                $0.element("title", "\(Decimals.fixed(value, 3)), \(Decimals.range(mark.interval, 3))")
            }
        }
    }
}

/// Recall over a number, one curve for each series, with the interval as a band.
struct RecallPlot: AccuracyPlot {
    let name: String
    var title: String { "Recall over \(name)" }
    let series: [(name: String, points: [(at: Double, tally: Tally)])]

    func draw(into page: inout Markup) {
        let places = Set(series.flatMap { $0.points.map(\.at) }).sorted()
        guard let first = places.first, let last = places.last, last > first else { return }
        let air = (last - first) * 0.03
        let frame = PlotFrame(across: first - air...last + air, up: 0...1.04)
        frame.draw(
            into: &page, label: title, acrossTicks: places, upTicks: [0, 0.2, 0.4, 0.6, 0.8, 1],
            acrossName: name, legend: series.map(\.name)
        ) { svg in
            for (index, line) in series.enumerated() {
                svg.element("g", ["class": "run\(index % 4)"]) { RecallPlot.draw(line.points, frame, into: &$0) }
            }
        }
    }

    private static func draw(
        _ points: [(at: Double, tally: Tally)], _ frame: PlotFrame, into svg: inout Markup
    ) {
        let known = points.compactMap { point -> (x: Double, value: Double, interval: Interval)? in
            guard let value = point.tally.recall,
                let interval = Interval.wilson(point.tally.found, of: point.tally.due)
            else { return nil }
            return (frame.x(point.at), value, interval)
        }
        func path(_ points: [(Double, Double)]) -> String {
            points.enumerated().map {
                "\($0.offset == 0 ? "M" : "L")\(coordinate($0.element.0)),\(coordinate(frame.y($0.element.1)))"
            }.joined()
        }
        let upper = known.map { ($0.x, $0.interval.high) }, lower = known.reversed().map { ($0.x, $0.interval.low) }
        svg.empty("path", ["class": "spread", "d": path(upper + lower) + "Z"])
        svg.empty("path", ["class": "trace", "d": path(known.map { ($0.x, $0.value) })])
        for point in known {
            svg.element(
                "circle", ["cx": coordinate(point.x), "cy": coordinate(frame.y(point.value)), "r": "3.5"]
            ) { $0.element("title", "\(Decimals.fixed(point.value, 3)), \(Decimals.range(point.interval, 3))") }
        }
    }
}
