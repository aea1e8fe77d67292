import Base
import Score
import Testing

@Suite struct SeverityTests {
    // Worked out with pencil and paper from docs/scoring.md; the last column is the sum of the terms in order.
    static let byHand: [(vector: String, number: Int, level: Level, points: [Int])] = [
        ("WS1/B:I/D:0/M:0/H:0/R:0/P:100/C:1000", 10, .info, [10, 0, 0, 0, 0, 0, 0, 0]),
        ("WS1/B:L/D:0/M:0/H:0/R:0/P:100/C:1000", 35, .low, [35, 0, 0, 0, 0, 0, 0, 0]),
        ("WS1/B:M/D:0/M:0/H:0/R:0/P:100/C:1000", 60, .medium, [60, 0, 0, 0, 0, 0, 0, 0]),
        ("WS1/B:H/D:0/M:0/H:0/R:0/P:100/C:1000", 85, .high, [85, 0, 0, 0, 0, 0, 0, 0]),
        ("WS1/B:L/D:2/M:1/H:1/R:3/P:100/C:1000", 64, .medium, [35, 8, 4, 8, 9, 0, 0, 0]),
        ("WS1/B:L/D:0/M:0/H:0/R:0/P:150/C:1000", 53, .medium, [35, 0, 0, 0, 0, 18, 0, 0]),  // 17.5 -> 18
        ("WS1/B:M/D:0/M:0/H:0/R:0/P:50/C:1000", 30, .low, [60, 0, 0, 0, 0, -30, 0, 0]),
        ("WS1/B:M/D:0/M:0/H:0/R:0/P:100/C:700", 51, .medium, [60, 0, 0, 0, 0, 0, -9, 0]),
        ("WS1/B:M/D:0/M:0/H:0/R:0/P:100/C:0", 30, .low, [60, 0, 0, 0, 0, 0, -30, 0]),
        // -10.5 -> -11; 31*375/2000 = 5.8
        ("WS1/B:L/D:1/M:0/H:0/R:1/P:75/C:625", 25, .low, [35, 4, 0, 0, 3, -11, -6, 0]),
        ("WS1/B:M/D:2/M:0/H:1/R:3/P:150/C:800", 100, .high, [60, 8, 0, 8, 9, 43, -13, -15]),
        ("WS1/B:H/D:5/M:5/H:1/R:5/P:300/C:1000", 100, .high, [85, 20, 20, 8, 15, 296, 0, -344]),
        ("WS1/B:H/D:5/M:5/H:1/R:5/P:0/C:1000", 0, .info, [85, 20, 20, 8, 15, -148, 0, 0]),
    ]

    @Test(arguments: byHand)
    func `a vector alone gives number, level and terms`(vector: String, number: Int, level: Level, points: [Int]) throws
    {
        let severity = try #require(Severity(vector: vector))
        #expect(severity.number == number)
        #expect(severity.level == level)
        #expect(severity.terms.map(\.points) == points)
        #expect(severity.vector == vector)
    }

    @Test func `the terms add up to the number for every vector`() {
        var dice = Dice(seed: 5)
        for _ in 0..<20_000 {
            var factors = SeverityFactors()
            factors.base = Level.allCases[Int(dice.below(4))]
            (factors.duration, factors.measure, factors.repetition) = (
                Int(dice.below(6)), Int(dice.below(6)), Int(dice.below(6))
            )
            (factors.sensitive, factors.criticality_percent) = (dice.below(2) == 1, dice.below(301))
            factors.confidence_permille = dice.below(1001)
            let severity = Severity(factors)
            #expect(severity.terms.reduce(0) { $0 + $1.points } == severity.number)
            #expect((0...100).contains(severity.number))
            #expect(Severity(vector: severity.vector) == severity)
        }
    }

    @Test(arguments: [
        "", "WS1", "WS2/B:M/D:0/M:0/H:0/R:0/P:100/C:1000", "WS1/B:X/D:0/M:0/H:0/R:0/P:100/C:1000",
        "WS1/B:M/D:6/M:0/H:0/R:0/P:100/C:1000", "WS1/B:M/D:0/M:0/H:2/R:0/P:100/C:1000",
        "WS1/B:M/D:0/M:0/H:0/R:0/P:301/C:1000", "WS1/B:M/D:0/M:0/H:0/R:0/P:100/C:1001",
        "WS1/B:M/D:00/M:0/H:0/R:0/P:100/C:1000", "WS1/B:M/D:0/M:0/H:0/R:0/P:+100/C:1000",
        "WS1/D:0/B:M/M:0/H:0/R:0/P:100/C:1000", "WS1/B:M/D:0/M:0/H:0/R:0/P:100/C:1000/",
    ])
    func `what is not exactly a vector is refused`(text: String) { #expect(Severity(vector: text) == nil) }

    @Test func `doubt, a lesser place and fewer repeats never raise a severity`() {
        for base in Level.allCases {
            var factors = SeverityFactors()
            (factors.base, factors.repetition) = (base, 3)
            let number = Severity(factors).number
            var doubtful = factors, lesser = factors, rarer = factors
            (doubtful.confidence_permille, lesser.criticality_percent, rarer.repetition) = (300, 60, 0)
            for other in [doubtful, lesser, rarer] { #expect(Severity(other).number <= number) }
        }
    }

    @Test(arguments: [(0, 0), (119_999, 0), (120_000, 1), (179_999, 1), (180_000, 2), (10_000_000, 5)])
    func `steps begin at the threshold and end at five`(lasted_ms: Int64, steps: Int) {
        #expect(Steps(from: 120_000, each: 60_000).reached(by: lasted_ms) == steps)
    }
}
