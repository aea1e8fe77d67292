import Base
import StrictYAML

/// A demand on a tracker that makes its evaluation a gate: `hota=0.53`, `CAMPUS-IP2:idf1=0.56`, `frames-per-second=2000`.
package struct MotRequirement: Hashable, Sendable {
    /// What is demanded. `switches` must be at most the value, all others at least.
    package enum Metric: String, CaseIterable, Sendable {
        case mota, idf1, hota, deta, assa, switches
        case framesPerSecond = "frames-per-second"

        /// Counts and rates; the others are never above 1.
        fileprivate var isUnbounded: Bool { self == .switches || self == .framesPerSecond }
    }

    package let metric: Metric
    /// Nil means all sequences together.
    package let sequence: String?
    package let value: Double

    /// Reads `[SEQUENCE:]METRIC=NUMBER`.
    package init(_ text: String) throws(Requirement.Mistake) {
        guard let equals = text.lastIndex(of: "="), let value = Double(text[text.index(after: equals)...]),
            value.isFinite, value >= 0
        else { throw Requirement.Mistake(message: "\"\(text)\" is not a requirement", mend: "write it like hota=0.5") }
        var name = text[..<equals], sequence: String?
        if let colon = name.lastIndex(of: ":") {
            sequence = String(name[..<colon])
            name = name[name.index(after: colon)...]
        }
        guard let metric = Metric(rawValue: String(name)) else {
            throw Requirement.Mistake(
                message: "\"\(name)\" cannot be required of a tracker",
                mend: suggestion(for: String(name), among: Metric.allCases.map(\.rawValue)))
        }
        guard metric.isUnbounded || value <= 1 else {
            throw Requirement.Mistake(
                message: "\(metric.rawValue) is never above 1", mend: "write it like \(metric.rawValue)=0.5")
        }
        (self.metric, self.sequence, self.value) = (metric, sequence, value)
    }

    /// Nil when the report meets the requirement, else one sentence that says why not. What has no value does not meet it.
    package func shortfall(in report: MotReport) -> String? {
        let subject = (sequence.map { $0 + ":" } ?? "") + metric.rawValue
        let result = sequence == nil ? report.all : report.results.first { $0.name == sequence }
        guard let result else { return "\(subject) has no value: there is no such sequence" }
        guard let found = measure(result) else { return "\(subject) has no value: nothing was judged" }
        let shown = JSONText.format(found, decimals: 4), demand = JSONText.format(value, decimals: 4)
        if metric == .switches { return found <= value ? nil : "\(subject) is \(shown), at most \(demand) is required" }
        return found >= value ? nil : "\(subject) is \(shown), at least \(demand) is required"
    }

    private func measure(_ result: MotResult) -> Double? {
        switch metric {
        case .mota: result.clear.accuracy
        case .idf1: result.identity.f1
        case .hota: result.hota.hota
        case .deta: result.hota.detectionAccuracy
        case .assa: result.hota.associationAccuracy
        case .switches: Double(result.clear.switches)
        case .framesPerSecond: result.framesPerSecond
        }
    }
}
