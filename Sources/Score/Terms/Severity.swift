/// How much one event matters. The vector alone determines number and level, and a person can compute both by hand
/// (docs/scoring.md, "Severity").
public struct Severity: Hashable, Sendable {
    public let factors: SeverityFactors
    /// 0...100: the sum of the terms.
    public let number: Int

    /// The terms in the order in which they are added.
    static let catalogue: [any SeverityTerm.Type] = [
        BaseTerm.self, DurationTerm.self, MeasureTerm.self, HoursTerm.self, RepetitionTerm.self, CriticalityTerm.self,
        ConfidenceTerm.self, LimitTerm.self,
    ]

    /// Computes the severity of these factors.
    public init(_ factors: SeverityFactors) {
        self.factors = factors
        // The catalogue spelled out: the scorer passes here a million times a second. A test holds them equal.
        var sum = BaseTerm.points(factors, after: 0)
        sum += DurationTerm.points(factors, after: sum)
        sum += MeasureTerm.points(factors, after: sum)
        sum += HoursTerm.points(factors, after: sum)
        sum += RepetitionTerm.points(factors, after: sum)
        sum += CriticalityTerm.points(factors, after: sum)
        sum += ConfidenceTerm.points(factors, after: sum)
        sum += LimitTerm.points(factors, after: sum)
        number = Int(sum)
    }

    /// info below 25, low below 50, medium below 75, high from 75.
    public var level: Level { Level(number: number) }

    /// Every term with its factor and points, in order; the points add up to `number`.
    public var terms: [TermContribution] {
        var sum: Int64 = 0
        return Severity.catalogue.map { term in
            let points = term.points(factors, after: sum)
            sum += points
            return TermContribution(name: term.name, factor: term.factor(of: factors), points: Int(points))
        }
    }
}

/// One line of a severity's account.
public struct TermContribution: Hashable, Sendable {
    public let name: String
    /// The factor as it stands in the vector.
    public let factor: String
    /// Severity points added; negative when taken away.
    public let points: Int

    /// Makes one line.
    public init(name: String, factor: String, points: Int) {
        (self.name, self.factor, self.points) = (name, factor, points)
    }
}
