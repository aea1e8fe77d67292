/// R: three points for each earlier event of the same term at the same place within the term's window, at most 15.
enum RepetitionTerm: SeverityTerm {
    static let name = "repetition"
    static func factor(of factors: SeverityFactors) -> String { String(factors.repetition) }
    static func points(_ factors: SeverityFactors, after sum: Int64) -> Int64 { 3 * Int64(factors.repetition) }
}
