import Evaluate
import Testing

private func near(_ interval: Interval?, _ low: Double, _ high: Double, _ off: Double = 5e-5) -> Bool {
    interval.map { abs($0.low - low) < off && abs($0.high - high) < off } ?? false
}

private func clip(_ found: Int, _ missed: Int, _ wrong: Int) -> Tally {
    var tally = Tally()
    (tally.found, tally.missed, tally.wrong) = (found, missed, wrong)
    return tally
}

@Suite struct `Intervals` {
    @Test(arguments: [
        // As R's binom.confint(method = "wilson") prints them.
        (8, 10, 0.4902, 0.9433), (0, 10, 0, 0.2775), (10, 10, 0.7225, 1), (1, 2, 0.0945, 0.9055),
        (62, 62, 0.9417, 1), (50, 100, 0.4038, 0.5962),
    ])
    func `of ratios are Wilson's`(hits: Int, trials: Int, low: Double, high: Double) {
        #expect(near(.wilson(hits, of: trials), low, high))
    }

    @Test func `of a ratio of nothing do not exist`() { #expect(Interval.wilson(0, of: 0) == nil) }

    @Test(arguments: [
        // The exact ones, by chi-squared quantiles; Byar's formula comes near.
        (0, 0, 3.689), (1, 0.0253, 5.572), (5, 1.623, 11.668), (20, 12.217, 30.888),
    ])
    func `of counts come near the exact ones of Poisson`(count: Int, low: Double, high: Double) {
        #expect(near(.poisson(count), low, high, 0.03))
    }

    @Test func `of F1 are the same in every run`() {
        let clips = [clip(16, 0, 2), clip(6, 0, 4), clip(27, 4, 0), clip(4, 0, 0), clip(5, 0, 4)]
        let first = Bootstrap.f1(clips)
        #expect(first == Bootstrap.f1(clips))
        // Of these very draws: they change when the generator, its seed or the order of drawing does.
        #expect(near(first, 0.7660, 0.9466, 0.02), "\(String(describing: first))")
    }

    @Test func `of F1 hold the figure itself and shrink with more clips`() throws {
        let few = (0..<4).map { clip(8, 2, $0) }, many = (0..<64).map { clip(8, 2, $0 % 4) }
        let wide = try #require(Bootstrap.f1(few)), narrow = try #require(Bootstrap.f1(many))
        let figure = 64.0 / 78  // 32 found, 8 missed, 6 false
        #expect(wide.low <= figure && figure <= wide.high && narrow.low <= figure && figure <= narrow.high)
        #expect(narrow.high - narrow.low < (wide.high - wide.low) / 2)
    }

    @Test func `of F1 need two clips that say something`() {
        #expect(Bootstrap.f1([clip(3, 0, 0)]) == nil)
        #expect(Bootstrap.f1([clip(0, 0, 0), clip(3, 1, 0)]) == nil, "nothing due and nothing false says nothing")
    }

    @Test func `a spread lies between the values`() throws {
        let spread = try #require(Spread(sorted: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]))
        #expect(spread.tenth == 1 && spread.median == 5 && spread.ninetieth == 9)
        #expect(Spread(sorted: []) == nil)
    }

    @Test func `numbers have exactly the decimals asked for`() {
        #expect(Decimals.fixed(0.5, 3) == "0.500" && Decimals.fixed(2, 0) == "2" && Decimals.fixed(nil, 2) == "-")
        #expect(Decimals.fixed(-0.257, 2) == "-0.26" && Decimals.percent(0.0413) == "4.1 %")
    }
}
