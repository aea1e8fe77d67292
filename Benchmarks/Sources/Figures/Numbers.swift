import Foundation

/// The value in the middle; of an even number of values the lower one.
public func median(_ values: [Double]) -> Double { quantile(values, 0.5) }

/// The value below which a share of all lies (nearest rank).
public func quantile(_ values: [Double], _ share: Double) -> Double {
    let sorted = values.sorted()
    return sorted[min(sorted.count - 1, max(0, Int((Double(sorted.count) * share).rounded(.up)) - 1))]
}

/// (Highest - lowest) / median.
public func spread(_ values: [Double]) -> Double { ((values.max() ?? 0) - (values.min() ?? 0)) / median(values) }

/// With so many decimals.
public func fixed(_ value: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", value) }
/// A share as whole percent.
public func percent(_ value: Double) -> String { fixed(value * 100, 0) + " %" }

/// Cells of a table, right-aligned.
public func row(_ cells: [String]) -> String {
    cells.map { String(repeating: " ", count: max(0, 11 - $0.count)) + $0 }.joined(separator: " ")
}
