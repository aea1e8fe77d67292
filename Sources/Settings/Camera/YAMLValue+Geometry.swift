package import Base
package import StrictYAML

extension YAMLValue {
    /// A point of the picture, `[x, y]` in fractions 0...1.
    package func point() -> Point? {
        guard let pair = numbers(count: 2, in: 0...1) else { return nil }
        return Point(pair[0], pair[1])
    }

    /// A polygon of 3 to 100 corners with an area, whose edges do not touch each other.
    package func polygon() -> Polygon? {
        guard let items = list(count: 3...100, item: "\(name) corner") else { return nil }
        let corners = items.compactMap { $0.point() }
        guard corners.count == items.count else { return nil }
        if let flaw = PolygonFlaw.first(in: corners) {
            items[flaw.corner].problem("`\(name)` \(flaw.message)", mend: flaw.mend)
            return nil
        }
        return Polygon(corners)
    }

    /// A directed line of two different points.
    package func segment() -> Segment? {
        guard let items = list(count: 2...2, item: "\(name) point") else { return nil }
        let points = items.compactMap { $0.point() }
        guard points.count == 2 else { return nil }
        let way = points[1] - points[0]
        guard way.x * way.x + way.y * way.y >= 1e-8 else {
            return problem("`\(name)` has no length", mend: "give two different points")
        }
        return Segment(points[0], points[1])
    }

    /// An RFC 3339 time between the years 1900 and 2200, which keeps every later sum of times in range.
    package func timestamp() -> Timestamp? {
        guard let text = rawText, let time = Timestamp(rfc3339: text) else {
            return problem(
                "`\(name)` must be a time, not \(node.described)", mend: "write it like 2026-05-04T14:00:00Z")
        }
        guard (-2_208_988_800_000_000...7_258_118_400_000_000).contains(time.microseconds) else {
            return problem("`\(name)` is \(text), which is out of range", mend: "use a year from 1900 to 2199")
        }
        return time
    }

    /// A list of daily windows, `["22:00-06:00"]`, in UTC.
    func dailyHours() -> [DailyHours]? {
        guard let items = list(count: 1...24) else { return nil }
        return items.compactMap { item in
            let mend = "write \"from-to\" in UTC, e.g. \"22:00-06:00\""
            guard let text = item.rawText, let window = DailyHours(text: text) else {
                return item.problem("`hours` must be daily windows, not \(item.node.described)", mend: mend)
            }
            guard window.fromMinute != window.toMinute % 1440 || window.toMinute == 1440 else {
                return item.problem(
                    "the window \(text) begins and ends at one time", mend: "leave `hours` out for always")
            }
            return window
        }
    }
}

extension DailyHours {
    /// Reads `22:00-06:00`; 24:00 is allowed as an end.
    init?(text: String) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let from = DailyHours.minute(ends[0]), let to = DailyHours.minute(ends[1]), from < 1440
        else { return nil }
        self.init(fromMinute: from, toMinute: to)
    }

    private static func minute(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let isClock =
            parts.count == 2
            && parts.allSatisfy { part in
                part.utf8.count == 2 && part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            }
        guard isClock, let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60 else { return nil }
        let total = hour * 60 + minute
        return total <= 1440 ? total : nil
    }
}
