/// B: the level that the policy gives the behaviour: info 10, low 35, medium 60, high 85 points.
enum BaseTerm: SeverityTerm {
    static let name = "base"
    static func factor(of factors: SeverityFactors) -> String { String(factors.base.letter) }
    static func points(_ factors: SeverityFactors, after sum: Int64) -> Int64 { Int64(factors.base.base) }
}
