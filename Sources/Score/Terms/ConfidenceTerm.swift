/// C: doubt takes away up to one half of the sum so far: sum * (1000 - C) / 2000. Only half, since a doubtful event
/// already weighs less in the standing, and a doubtful serious one should still be seen by someone.
enum ConfidenceTerm: SeverityTerm {
    static let name = "confidence"
    static func factor(of factors: SeverityFactors) -> String { String(factors.confidence_permille) }
    static func points(_ factors: SeverityFactors, after sum: Int64) -> Int64 {
        -roundedQuotient(sum * (1000 - factors.confidence_permille), 2000)
    }
}
