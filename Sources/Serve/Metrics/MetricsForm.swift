internal import Base

/// The two forms in which metrics are written.
package enum MetricsForm: Sendable {
    /// Prometheus text 0.0.4.
    case prometheus
    /// OpenMetrics 1.0.
    case openMetrics

    /// The media type, with its version.
    package var media: String {
        switch self {
        case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
        case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
        }
    }

    /// Whether an `Accept` header asks for OpenMetrics.
    static func wantsOpenMetrics(_ accept: String) -> Bool { accept.contains("application/openmetrics-text") }

    /// The whole page.
    package func text(_ metrics: MetricFamilies) -> String {
        var lines: [String] = []
        for family in metrics.families where !(family.samples.isEmpty && family.histograms.isEmpty) {
            lines += head(family) + family.samples.map { line(name(family) + suffix(family), $0.labels, $0.value) }
            for (labels, histogram) in family.histograms { lines += self.lines(family.name, labels, histogram) }
        }
        if case .openMetrics = self { lines.append("# EOF") }
        return lines.joined(separator: "\n") + "\n"
    }

    private func head(_ family: MetricFamily) -> [String] {
        let type =
            switch family.kind {
            case .counter: "counter"
            case .gauge: "gauge"
            case .info: self == .openMetrics ? "info" : "gauge"
            case .histogram: "histogram"
            }
        // In the older form the family has the name of its lines.
        let name = self == .openMetrics ? family.name : family.name + suffix(family)
        let unit = self == .openMetrics ? family.unit.map { ["# UNIT \(name) \($0)"] } ?? [] : []
        return ["# HELP \(name) \(escaped(family.help, quotes: false))", "# TYPE \(name) \(type)"] + unit
    }

    private func name(_ family: MetricFamily) -> String { family.name }

    private func suffix(_ family: MetricFamily) -> String {
        switch family.kind {
        case .counter: "_total"
        case .info: "_info"
        case .gauge, .histogram: ""
        }
    }

    private func lines(_ name: String, _ labels: [MetricLabel], _ histogram: MetricHistogram) -> [String] {
        let edges = MetricHistogram.edges_us.map { JSONText.format(Double($0) / 1e6, decimals: 5) } + ["+Inf"]
        let buckets = zip(edges, histogram.cumulative).map { edge, count in
            line(name + "_bucket", labels + [MetricLabel("le", edge)], Double(count))
        }
        let all = histogram.cumulative.last ?? 0
        return buckets + [line(name + "_sum", labels, histogram.sum_s), line(name + "_count", labels, Double(all))]
    }

    private func line(_ name: String, _ labels: [MetricLabel], _ value: Double) -> String {
        let pairs = labels.map { "\($0.name)=\"\(escaped($0.value, quotes: true))\"" }.joined(separator: ",")
        return name + (labels.isEmpty ? "" : "{\(pairs)}") + " " + number(value)
    }

    private func number(_ value: Double) -> String {
        abs(value) < 1e15 ? JSONText.format(value, decimals: 6) : "\(value)"
    }

    private func escaped(_ text: String, quotes: Bool) -> String {
        let plain = text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        return quotes || self == .openMetrics ? plain.replacing("\"", with: "\\\"") : plain
    }
}
