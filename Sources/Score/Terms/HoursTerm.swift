/// H: eight points in the hours in which the place is sensitive.
enum HoursTerm: SeverityTerm {
    static let name = "hours"
    static func factor(of factors: SeverityFactors) -> String { factors.sensitive ? "1" : "0" }
    static func points(_ factors: SeverityFactors, after sum: Int64) -> Int64 { factors.sensitive ? 8 : 0 }
}
