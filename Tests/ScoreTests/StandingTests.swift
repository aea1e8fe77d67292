import Base
import Score
import Testing

@Suite struct StandingTests {
    private let door = Subject(source: "depot/bay", id: "door")

    private func standing(_ inputs: [StandingInput], observed_ms: Int64 = 1, blind_ms: Int64 = 0, policy: Policy)
        -> Standing
    {
        let time = monday.plus(ms: 1000)
        return Standing(
            of: door, at: time, contributions: Contribution.all(of: inputs, at: time),
            exposure: ExposureShare(
                observed_ms: observed_ms, blind_ms: [.init(reason: "dark", milliseconds: blind_ms)]),
            policy: policy)
    }

    private func input(_ weight_mp: Int64, at ms: Int64 = 1000, id: String = "e", sequence: Int64 = 0) -> StandingInput
    {
        StandingInput(
            evidence: id, sequence: sequence, time_ms: monday.milliseconds + ms, weight_mp: weight_mp,
            halfLife_ms: hour_ms)
    }

    @Test func `a standing is clamped for display only`() {
        let low = standing([input(-90_000)], policy: smallPolicy()),
            high = standing([input(90_000)], policy: smallPolicy())
        #expect((low.sum_mp, low.shown_mp) == (-10_000, 0))
        #expect((high.sum_mp, high.shown_mp) == (170_000, 100_000))
    }

    @Test func `what happens later than the instant asked for does not count`() {
        #expect(standing([input(-5000, at: 1001)], policy: smallPolicy()).sum_mp == 80_000)
    }

    @Test func `entries about one event are rounded together`() {
        // Half of 1 is 1 (away from zero): rounded apart, three entries of 1, 1 and -1 would leave 1 where 1 remains.
        let past = monday.milliseconds + 1000 - hour_ms
        let inputs = [1, 1, -2].enumerated().map { index, weight in
            StandingInput(
                evidence: "e", sequence: Int64(index), time_ms: past, weight_mp: Int64(weight), halfLife_ms: hour_ms)
        }
        let contribution = Contribution.all(of: inputs, at: monday.plus(ms: 1000))
        #expect(contribution.map(\.remaining_mp) == [0])
        #expect(contribution[0].sequences == [0, 1, 2])
    }

    @Test(arguments: [(500, 500, true), (499, 501, false), (0, 0, false), (1, 0, true), (0, 1, false)])
    func `a place is rated from the policy's observed share on`(observed_ms: Int64, blind_ms: Int64, rated: Bool) {
        #expect(standing([], observed_ms: observed_ms, blind_ms: blind_ms, policy: smallPolicy()).isRated == rated)
    }

    @Test func `attention and commendation follow only from a rated standing`() {
        var policy = smallPolicy()
        (policy.consequences.attentionBelow_mp, policy.consequences.commendFrom_mp) = (60_000, 90_000)
        #expect(standing([input(-20_001)], policy: policy).consequence == .attention)
        #expect(standing([input(-20_000)], policy: policy).consequence == nil)
        #expect(standing([input(10_000)], policy: policy).consequence == .commend)
        #expect(standing([input(-20_001)], observed_ms: 0, blind_ms: 5, policy: policy).consequence == nil)
    }

    @Test(arguments: [
        (0, "0.000", "+0.000"), (-2000, "-2.000", "-2.000"), (78_005, "78.005", "+78.005"), (-1, "-0.001", "-0.001"),
    ])
    func `milli-points read as points with three decimals`(value: Int64, plain: String, signed: String) {
        #expect(pointsText(value) == plain)
        #expect(pointsText(value, signed: true) == signed)
    }
}
