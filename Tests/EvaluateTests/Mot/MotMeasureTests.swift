import Base
import Evaluate
import Testing

private func square(_ x: Double) -> Box { Box(x: x, y: 0, width: 10, height: 10) }
private func truth(_ id: Int, _ x: Double, judged: Bool = true) -> MotSequence.TruthBox {
    .init(id: id, box: square(x), isJudged: judged)
}
private func track(_ id: Int, _ x: Double) -> MotSequence.TrackBox { .init(id: id, box: square(x)) }
private func near(_ value: Double?, _ expected: Double) -> Bool { value.map { abs($0 - expected) < 1e-9 } ?? false }

/// Every number here was computed by hand from the definitions.
@Suite struct `Measures of tracking` {
    @Test func `one who changes his number half way`() {
        // Four boxes due, all found; one false; one switch.
        let comparison = MotComparison(
            truth: Array(repeating: [truth(7, 0)], count: 4),
            tracks: [[track(1, 0), track(9, 100)], [track(1, 0)], [track(2, 0)], [track(2, 0)]])
        let clear = ClearTally(comparison), identity = IdentityTally(comparison), hota = HotaTally(comparison)
        #expect([clear.due, clear.matches, clear.falsePositives, clear.misses, clear.switches] == [4, 4, 1, 0, 1])
        #expect(near(clear.accuracy, 1 - 2.0 / 4) && near(clear.precision, 1))
        #expect([identity.found, identity.wrong, identity.missed] == [2, 3, 2])
        #expect(near(identity.f1, 4.0 / 9) && near(identity.precision, 0.4) && near(identity.recall, 0.5))
        // Each half shares 2 of the truth's 4 boxes, so belonging together is 2 / (4 + 2 - 2).
        #expect(near(hota.detectionAccuracy, 0.8) && near(hota.associationAccuracy, 0.5))
        #expect(near(hota.hota, 0.4.squareRoot()))
    }

    @Test func `boxes that are off count up to their overlap`() {
        // Shared 8 x 10 of 12 x 10: two thirds, which reaches 13 of the 19 thresholds.
        let comparison = MotComparison(
            truth: Array(repeating: [truth(1, 0)], count: 5), tracks: Array(repeating: [track(4, 2)], count: 5))
        let hota = HotaTally(comparison), clear = ClearTally(comparison)
        #expect(near(hota.detectionAccuracy, 13.0 / 19) && near(hota.associationAccuracy, 13.0 / 19))
        #expect(near(hota.hota, 13.0 / 19))
        #expect(near(clear.accuracy, 1) && near(clear.precision, 2.0 / 3))
    }

    @Test func `below half its union a box is both false and missing`() {
        // Shared 6 x 10 of 14 x 10.
        let comparison = MotComparison(truth: [[truth(1, 0)]], tracks: [[track(1, 4)]])
        let clear = ClearTally(comparison), identity = IdentityTally(comparison)
        #expect([clear.falsePositives, clear.misses] == [1, 1])
        #expect(near(clear.accuracy, -1) && clear.precision == nil && near(identity.f1, 0))
    }

    @Test func `a pair stays while it fits, even when another fits better`() {
        let two = [truth(1, 0), truth(2, 3)]
        let comparison = MotComparison(
            truth: [two, two], tracks: [[track(1, 0), track(2, 3)], [track(1, 2), track(2, 1)]])
        #expect(ClearTally(comparison).switches == 0)
        // Without a frame before, the better fit is taken.
        let alone = MotComparison(truth: [two], tracks: [[track(1, 2), track(2, 1)]])
        #expect(near(ClearTally(alone).precision, 9.0 / 11))
    }

    @Test func `a return under the old number after a gap is no switch`() {
        let comparison = MotComparison(
            truth: Array(repeating: [truth(1, 0)], count: 3), tracks: [[track(5, 0)], [], [track(5, 0)]])
        let clear = ClearTally(comparison)
        #expect(clear.switches == 0 && clear.misses == 1)
    }

    @Test func `two that swap their numbers switch twice and are half right`() {
        let two = [truth(1, 0), truth(2, 50)]
        let comparison = MotComparison(
            truth: [two, two], tracks: [[track(1, 0), track(2, 50)], [track(2, 0), track(1, 50)]])
        #expect(ClearTally(comparison).switches == 2)
        #expect(near(IdentityTally(comparison).f1, 0.5))
        // Each of the four pairs shares 1 of 2 + 2 - 1.
        #expect(near(HotaTally(comparison).associationAccuracy, 1.0 / 3))
    }

    @Test func `who is to be ignored is neither due nor false`() {
        let comparison = MotComparison(
            truth: [[truth(1, 0), truth(2, 50, judged: false)]], tracks: [[track(1, 0), track(2, 51), track(3, 100)]])
        let clear = ClearTally(comparison)
        #expect([clear.due, clear.matches, clear.falsePositives, clear.misses] == [1, 1, 1, 0])
    }

    @Test func `nothing due has no value`() {
        let comparison = MotComparison(truth: [[], []], tracks: [[], []])
        #expect(ClearTally(comparison).accuracy == nil && IdentityTally(comparison).f1 == nil)
        #expect(HotaTally(comparison).hota == nil)
    }

    @Test func `sequences add up by their counts`() {
        func sequence(_ name: String, _ count: Int) -> MotSequence {
            MotSequence(
                name: name, rate: 10, truth: Array(repeating: [truth(1, 0)], count: count),
                detections: Array(repeating: [], count: count))
        }
        // All found in the short one, nothing in the long one.
        let good = MotResult(sequence("a", 1), tracks: [[track(1, 0)]], tracker_s: 0.5)
        let empty = MotResult(sequence("b", 3), tracks: [[], [], []], tracker_s: 1.5)
        let all = MotReport([good, empty]).all
        #expect(near(all.clear.accuracy, 0.25) && near(all.identity.f1, 0.4) && near(all.hota.hota, 0.5))
        #expect(all.frames == 4 && all.framesPerSecond == 2)
    }
}
