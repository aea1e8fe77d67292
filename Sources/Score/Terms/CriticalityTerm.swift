/// P: scales the sum so far by the criticality of the place; 150 adds one half of it, 50 takes one half away.
enum CriticalityTerm: SeverityTerm {
    static let name = "place"
    static func factor(of factors: SeverityFactors) -> String { String(factors.criticality_percent) }
    static func points(_ factors: SeverityFactors, after sum: Int64) -> Int64 {
        roundedQuotient(sum * (factors.criticality_percent - 100), 100)
    }
}
