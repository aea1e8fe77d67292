import Base

/// Numbers as a table shows them.
package enum Decimals {
    /// With exactly so many decimals, so that columns line up; `-` for a value that does not exist.
    package static func fixed(_ value: Double?, _ decimals: Int) -> String {
        guard let value, value.isFinite else { return "-" }
        var text = JSONText.format(value, decimals: decimals)
        guard decimals > 0 else { return text }
        let point = text.firstIndex(of: ".")
        if point == nil { text += "." }
        let have = point.map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0
        return text + String(repeating: "0", count: max(0, decimals - have))
    }

    /// `0.91 to 0.99`.
    package static func range(_ interval: Interval?, _ decimals: Int) -> String {
        interval.map { "\(fixed($0.low, decimals)) to \(fixed($0.high, decimals))" } ?? "-"
    }

    /// `4.2 %`.
    package static func percent(_ share: Double?, _ decimals: Int = 1) -> String {
        share.map { fixed(100 * $0, decimals) + " %" } ?? "-"
    }
}
