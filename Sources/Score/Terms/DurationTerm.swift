/// D: four points for each step of duration that the condition had reached at the deciding frame, at most 20.
enum DurationTerm: SeverityTerm {
    static let name = "duration"
    static func factor(of factors: SeverityFactors) -> String { String(factors.duration) }
    static func points(_ factors: SeverityFactors, after sum: Int64) -> Int64 { 4 * Int64(factors.duration) }
}
