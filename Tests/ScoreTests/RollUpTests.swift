import Base
import Score
import Testing

@Suite struct RollUpTests {
    private func standing(_ path: (String, String), _ sum_mp: Int64, observed: Bool = true) -> Standing {
        let contribution = StandingInput(
            evidence: "e", sequence: 0, time_ms: monday.milliseconds, weight_mp: sum_mp - 80_000, halfLife_ms: hour_ms)
        return Standing(
            of: Subject(source: path.0, id: path.1), at: monday,
            contributions: Contribution.all(of: [contribution], at: monday),
            exposure: ExposureShare(
                observed_ms: observed ? 60_000 : 0, blind_ms: [.init(reason: "dark", milliseconds: 1000)]),
            policy: smallPolicy())
    }

    @Test func `a site stands at the start plus the mean of what was added, ties away from zero`() {
        let all = [standing(("depot/bay", "a"), 79_999), standing(("depot/yard", "b"), 80_000)]
        let site = RollUp("depot", of: all, under: smallPolicy())
        #expect(site.sum_mp == 79_999 && site.isRated && site.places == 2 && site.rated == 2)
        #expect(
            site.exposure.observed_ms == 120_000
                && site.exposure.blind_ms == [.init(reason: "dark", milliseconds: 2000)])
    }

    @Test func `only rated places are taken, and with too few of them nothing is rated`() {
        let seen = standing(("depot/bay", "a"), 70_000), unseen = standing(("depot/bay", "b"), 10_000, observed: false)
        #expect(RollUp("depot", of: [seen, unseen], under: smallPolicy()).sum_mp == 70_000)
        #expect(RollUp("depot", of: [seen, unseen], under: smallPolicy()).isRated)
        #expect(!RollUp("depot", of: [seen, unseen, unseen], under: smallPolicy()).isRated)
        let none = RollUp("depot", of: [unseen], under: smallPolicy())
        #expect(none.sum_mp == 80_000 && !none.isRated)
    }

    @Test func `several sites have one more for all of them`() {
        let all = [standing(("b/x", "1"), 60_000), standing(("a/x", "1"), 90_000), standing(("a/x", "2"), 90_000)]
        let rolled = RollUp.all(of: all, under: smallPolicy())
        #expect(rolled.map(\.site) == ["a", "b", nil] && rolled.map(\.sum_mp) == [90_000, 60_000, 80_000])
        #expect(RollUp.all(of: Array(all.dropFirst()), under: smallPolicy()).map(\.site) == ["a"])
    }

    @Test func `an event taken back leaves a site as if it had never been`() {
        let with = [standing(("a/x", "1"), 78_000), standing(("a/x", "2"), 81_500)]
        let without = [standing(("a/x", "1"), 80_000), standing(("a/x", "2"), 81_500)]
        let difference =
            RollUp("a", of: without, under: smallPolicy()).sum_mp - RollUp("a", of: with, under: smallPolicy()).sum_mp
        #expect(difference == 1000)
    }
}
