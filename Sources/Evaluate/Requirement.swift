package import Base
import StrictYAML

/// A demand on an evaluation that makes it a gate: `f1=0.9`, `line-crossed:recall=0.95`, `false-per-hour=2`.
package struct Requirement: Hashable, Sendable {
    /// What is demanded. Ratios must be at least the value, `false-per-hour` and `count-error` at most.
    package enum Metric: String, CaseIterable, Sendable {
        case f1, precision, recall
        case alertF1 = "f1-alert"
        case recordingF1 = "f1-recording"
        case falsePerHour = "false-per-hour"
        case countError = "count-error"

        var isUpperBound: Bool { self == .falsePerHour || self == .countError }
    }

    /// Why a text is not a requirement.
    package struct Mistake: Error, Hashable, Sendable {
        package let message: String
        package let mend: String
    }

    package let metric: Metric
    /// Nil means all behaviours together.
    package let behaviour: Behaviour?
    package let value: Double

    /// Reads `[BEHAVIOUR:]METRIC=NUMBER`.
    package init(_ text: String) throws(Mistake) {
        guard let equals = text.firstIndex(of: "="), let value = Double(text[text.index(after: equals)...]),
            value.isFinite,
            value >= 0
        else { throw Mistake(message: "\"\(text)\" is not a requirement", mend: "write it like f1=0.9") }
        var name = text[..<equals], behaviour: Behaviour?
        if let colon = name.firstIndex(of: ":") {
            let word = String(name[..<colon])
            guard let known = Behaviour(rawValue: word) else {
                throw Mistake(
                    message: "\"\(word)\" is not a behaviour",
                    mend: suggestion(for: word, among: Behaviour.allCases.map(\.rawValue)))
            }
            behaviour = known
            name = name[name.index(after: colon)...]
        }
        guard let metric = Metric(rawValue: String(name)) else {
            throw Mistake(
                message: "\"\(name)\" cannot be required",
                mend: suggestion(for: String(name), among: Metric.allCases.map(\.rawValue)))
        }
        guard metric.isUpperBound || value <= 1 else {
            throw Mistake(message: "\(metric.rawValue) is never above 1", mend: "write it like \(metric.rawValue)=0.9")
        }
        (self.metric, self.behaviour, self.value) = (metric, behaviour, value)
    }

    /// Nil when the report meets the requirement, else one sentence that says why not. A value that cannot be computed,
    /// because nothing was due or judged, does not meet it.
    package func shortfall(in report: EvaluationReport) -> String? {
        let tally = behaviour.map { wanted in report.tallies.first { $0.behaviour == wanted }?.tally } ?? report.all
        let subject = (behaviour.map { "\($0.rawValue):" } ?? "") + metric.rawValue
        guard let tally, let found = measure(tally, report) else {
            return "\(subject) has no value: nothing was judged"
        }
        let shown = JSONText.format(found, decimals: 4), demand = JSONText.format(value, decimals: 4)
        if metric.isUpperBound { return found <= value ? nil : "\(subject) is \(shown), at most \(demand) is required" }
        return found >= value ? nil : "\(subject) is \(shown), at least \(demand) is required"
    }

    private func measure(_ tally: Tally, _ report: EvaluationReport) -> Double? {
        switch metric {
        case .f1: tally.f1
        case .precision: tally.precision
        case .recall: tally.recall
        case .alertF1: tally.f1(alpha: Tally.alertAlpha)
        case .recordingF1: tally.f1(alpha: Tally.recordingAlpha)
        case .falsePerHour: report.falsePerHour(tally)
        case .countError: Double(tally.countError)
        }
    }
}
