/// What `/metrics` says, before it is written in one of its two forms. docs/metrics.md has every name.
package struct MetricFamilies: Sendable {
    /// In the order in which they are written.
    package private(set) var families: [MetricFamily] = []

    /// Nothing to say.
    package init() {}

    /// Adds a family of numbers.
    /// - Parameter name: without `wayside_`, and of a counter without `_total`; `process_` names stand as they are.
    package mutating func add(
        _ kind: MetricFamily.Kind, _ name: String, _ help: String, _ samples: [MetricSample]
    ) {
        families.append(MetricFamily(kind: kind, name: MetricFamilies.full(name), help: help, samples: samples))
    }

    /// Adds a number without labels; nothing when there is none.
    package mutating func add(_ kind: MetricFamily.Kind, _ name: String, _ help: String, _ value: Double?) {
        add(kind, name, help, value.map { [MetricSample([], $0)] } ?? [])
    }

    /// Adds a family of histograms.
    package mutating func add(_ name: String, _ help: String, _ histograms: [(labels: [MetricLabel], MetricHistogram)])
    {
        var family = MetricFamily(kind: .histogram, name: MetricFamilies.full(name), help: help, samples: [])
        family.histograms = histograms
        families.append(family)
    }

    /// Adds all that others say.
    package mutating func add(_ others: MetricFamilies) { families += others.families }

    private static func full(_ name: String) -> String { name.hasPrefix("process_") ? name : "wayside_" + name }
}

/// One metric with all its series.
package struct MetricFamily: Sendable {
    /// What kind of number it is.
    package enum Kind: Sendable { case counter, gauge, info, histogram }

    package let kind: Kind
    /// Without the suffix of its kind.
    package let name: String
    package let help: String
    package let samples: [MetricSample]
    package var histograms: [(labels: [MetricLabel], MetricHistogram)] = []

    /// `seconds` or `bytes` when that is what it is in.
    var unit: String? { ["seconds", "bytes"].first { name.hasSuffix("_" + $0) } }
}

/// A label and its value.
package struct MetricLabel: Hashable, Sendable {
    package let name: String
    package let value: String

    /// Makes a label.
    package init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
}

/// One number of a family.
package struct MetricSample: Sendable {
    package let labels: [MetricLabel]
    package let value: Double

    /// Makes a number.
    package init(_ labels: [MetricLabel], _ value: Double) { (self.labels, self.value) = (labels, value) }
}

/// How often something took at most so long.
package struct MetricHistogram: Sendable {
    /// Upper edges in microseconds: 1.28 ms, and twice that again and again up to 21 s.
    package static let edges_us: [Int64] = (0..<15).map { 1280 << $0 }

    /// How many lie under each edge, those under the one before included; the last is all.
    package private(set) var cumulative = [Int64](repeating: 0, count: edges_us.count + 1)
    /// Sum of all, in seconds.
    package private(set) var sum_s = 0.0

    /// Nothing was measured.
    package init() {}

    /// Takes what was counted elsewhere.
    /// - Parameters:
    ///   - cumulative: for each edge how many are not above it, and all.
    package init(cumulative: [Int64], sum_s: Double) {
        precondition(cumulative.count == Self.edges_us.count + 1, "one count for each edge, and all")
        (self.cumulative, self.sum_s) = (cumulative, sum_s)
    }

    /// Counts one.
    package mutating func add(microseconds: Int64) {
        for (index, edge) in Self.edges_us.enumerated() where microseconds <= edge { cumulative[index] += 1 }
        cumulative[Self.edges_us.count] += 1
        sum_s += Double(microseconds) / 1e6
    }
}
