import Base

/// The horizontal axis that all plots of a report share: frame time from left to right.
struct TimeAxis {
    let start: Timestamp
    let end: Timestamp
    /// Left and right end in plot units.
    let left: Double
    let right: Double

    /// Makes an axis; a span without length is shown as one second.
    init(start: Timestamp, end: Timestamp, left: Double, right: Double) {
        self.start = start
        self.end = end > start ? end : start.advanced(bySeconds: 1)
        (self.left, self.right) = (left, right)
    }

    /// Where the time lies, held inside the axis.
    func x(_ time: Timestamp) -> Double {
        let fraction = time.seconds(since: start) / end.seconds(since: start)
        return left + min(max(fraction, 0), 1) * (right - left)
    }

    /// Steps between ticks that people read easily, in seconds.
    private static let steps: [Int64] = [
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 604_800,
    ]

    /// Round times inside the axis, at most `most` of them.
    func ticks(most: Int) -> [Timestamp] {
        let length = end.seconds(since: start)
        let step = TimeAxis.steps.first { length / Double($0) <= Double(most) } ?? 2_592_000
        let step_us = step * 1_000_000
        let first = -floorDivide(-start.microseconds, step_us).quotient * step_us
        return stride(from: first, through: end.microseconds, by: Int(step_us)).map { Timestamp(microseconds: $0) }
    }

    /// Draws the ticks: a line from `top` to `bottom` and the clock time below it.
    func draw(into svg: inout Markup, top: Double, bottom: Double, most: Int = 7) {
        for tick in ticks(most: most) {
            let x = coordinate(x(tick))
            svg.empty("line", ["class": "grid", "x1": x, "x2": x, "y1": coordinate(top), "y2": coordinate(bottom)])
            svg.element(
                "text", ["class": "tick", "x": x, "y": coordinate(bottom + 14), "text-anchor": "middle"],
                tick.clockTime)
        }
    }
}

/// A plot coordinate as text: a tenth of a unit is finer than any screen shows.
func coordinate(_ value: Double) -> String { JSONText.format(value, decimals: 1) }

extension Timestamp {
    /// `14:03:20` in UTC.
    var clockTime: String { String(rfc3339.dropFirst(11).prefix(8)) }

    /// `14:03:20.250` in UTC.
    var clockTimeWithMilliseconds: String { String(rfc3339.dropFirst(11).prefix(12)) }

    /// `2026-05-04 14:03:20` in UTC.
    var dateAndTime: String { rfc3339.prefix(10) + " " + clockTime }
}
