/// X: what lies above 100 is taken away, so that the terms still add up to the number. It has no letter in the vector.
enum LimitTerm: SeverityTerm {
    static let name = "limit"
    static func factor(of factors: SeverityFactors) -> String { "100" }
    static func points(_ factors: SeverityFactors, after sum: Int64) -> Int64 { min(0, 100 - sum) }
}
