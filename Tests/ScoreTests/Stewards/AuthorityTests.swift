import Base
import Score
import Testing

@Suite struct `Authority of a steward` {
    private let monday = Timestamp(microseconds: 1_777_852_800_000_000)

    private func day(_ number: Double) -> Timestamp {
        Timestamp(microseconds: monday.microseconds + Int64(number * 86_400_000_000))
    }

    @Test func `two overturned entries bring a review, three suspend`() {
        var authority = Authority()
        #expect(authority.state == .goodStanding)
        #expect(authority.overturn() == nil && authority.state == .goodStanding)
        #expect(authority.overturn() == .underReview)
        #expect(authority.overturn() == .suspended)
        #expect(authority.overturn() == nil && authority.state == .suspended)
    }

    @Test func `three upheld in a row take one mark away`() {
        var authority = Authority()
        _ = authority.overturn()
        _ = authority.overturn()
        #expect(authority.uphold() == nil && authority.uphold() == nil)
        #expect(authority.uphold() == .goodStanding)
        #expect(authority.overturn() == .underReview, "one mark is left")
        #expect(authority.uphold() == nil && authority.uphold() == nil)
        #expect(authority.overturn() == .suspended, "two in a row take none away")
    }

    @Test func `being upheld earns nothing in advance`() {
        var authority = Authority()
        for _ in 0..<30 { #expect(authority.uphold() == nil) }
        #expect(authority.overturn() == nil && authority.overturn() == .underReview)
    }

    @Test func `an overturned entry costs more than an upheld one earns`() {
        // Somebody who is wrong every second, or every third, time is suspended in the end.
        for upheld in 1...2 {
            var authority = Authority()
            for _ in 0..<3 {
                _ = authority.overturn()
                for _ in 0..<upheld { _ = authority.uphold() }
            }
            #expect(authority.state == .suspended)
        }
    }

    @Test func `suspension is not outlasted, only restored`() {
        var authority = Authority()
        for _ in 0..<3 { _ = authority.overturn() }
        for _ in 0..<30 { #expect(authority.uphold() == nil) }
        #expect(authority.state == .suspended)
        authority.reinstate()
        #expect(authority.state == .goodStanding)
        #expect(authority.overturn() == nil, "it begins anew")
    }

    @Test func `six of six observations of one place bring a review, five do not`() {
        var authority = Authority()
        for number in 0..<5 { #expect(authority.observe(gate, at: day(Double(number))) == nil) }
        #expect(authority.observe(gate, at: day(5)) == .underReview)
        #expect(authority.observe(gate, at: day(6)) == nil, "told once")
    }

    @Test func `seven of the last ten are a duty, eight are a pattern`() {
        var authority = Authority()
        for number in 0..<3 { #expect(authority.observe(door, at: day(Double(number) / 10)) == nil) }
        for number in 3..<10 { #expect(authority.observe(gate, at: day(Double(number) / 10)) == nil) }
        #expect(authority.state == .goodStanding)
        #expect(authority.observe(gate, at: day(1)) == .underReview, "the first about the door is no longer among ten")
    }

    @Test func `what is older than thirty days is no pattern`() {
        var authority = Authority()
        for number in 0..<40 { #expect(authority.observe(gate, at: day(Double(number) * 6)) == nil) }
        #expect(authority.observe(gate, at: day(39 * 6 + 5)) == .underReview)
    }

    @Test func `upheld entries do not end a review of a pattern, another one does`() {
        var authority = Authority()
        for number in 0..<6 { _ = authority.observe(gate, at: day(Double(number))) }
        for _ in 0..<9 { #expect(authority.uphold() == nil) }
        #expect(authority.state == .underReview)
        authority.reinstate()
        #expect(authority.observe(gate, at: day(6)) == nil, "the pattern begins anew, too")
    }

    private let gate = Subject(source: "depot/bay", id: "gate")
    private let door = Subject(source: "depot/bay", id: "door")
}
