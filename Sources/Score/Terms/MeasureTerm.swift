/// M: four points for each step of the event's measure (how many, how fast), at most 20.
enum MeasureTerm: SeverityTerm {
    static let name = "measure"
    static func factor(of factors: SeverityFactors) -> String { String(factors.measure) }
    static func points(_ factors: SeverityFactors, after sum: Int64) -> Int64 { 4 * Int64(factors.measure) }
}
