/// One term of a severity: it reads its factor from the vector and says how many points it adds to the number.
///
/// A new term is one file here, one line in `Severity.catalogue`, one letter in the vector, and a new vector version.
protocol SeverityTerm: SendableMetatype {
    /// The name in explanations.
    static var name: String { get }
    /// The factor as it stands in the vector, e.g. `M` or `150`.
    static func factor(of factors: SeverityFactors) -> String
    /// Points added (or, when negative, taken) after the terms before it have come to `sum`. Terms are taken in the
    /// order of the vector; whatever is not whole is rounded to the nearest, ties away from zero.
    static func points(_ factors: SeverityFactors, after sum: Int64) -> Int64
}

/// The numbers and letters of a severity vector: all that a severity depends on.
public struct SeverityFactors: Hashable, Sendable {
    /// B: level with which the policy's term starts.
    public var base: Level = .info
    /// D: steps of duration reached, 0...5.
    public var duration = 0
    /// M: steps of the measure reached, 0...5.
    public var measure = 0
    /// H: whether the event fell into the place's sensitive hours.
    public var sensitive = false
    /// R: earlier events of the term at the place within its window, 0...5 (more count as 5).
    public var repetition = 0
    /// P: criticality of the place in percent, 0...300.
    public var criticality_percent: Int64 = 100
    /// C: confidence in thousandths, 0...1000.
    public var confidence_permille: Int64 = 1000

    /// Makes the factors of a certain, ordinary event of level info.
    public init() {}
}
