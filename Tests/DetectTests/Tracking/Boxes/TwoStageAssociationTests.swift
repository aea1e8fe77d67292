import Base
import Detect
import Testing

private func box(_ x: Double, height: Double = 100) -> Box { Box(x: x, y: 200 - height, width: 40, height: height) }

private func expecting(
    _ x: Double, lastSeen: Double? = nil, unseen_s: Double = 0, confirmed: Bool = true, height: Double = 100
) -> TwoStageAssociation.Expectation {
    .init(
        box: box(x, height: height), lastSeen: box(lastSeen ?? x, height: height), unseen_s: unseen_s,
        isConfirmed: confirmed)
}

private func pairs(
    _ tracks: [TwoStageAssociation.Expectation], _ boxes: [ScoredBox], elapsed_s: Double = 0.04
) -> [TwoStageAssociation.Pair] {
    var association = TwoStageAssociation()
    return association.pair(tracks, boxes, elapsed_s: elapsed_s)
}

@Suite struct `Association in stages` {
    @Test func `a sure box goes before a faint one that fits better`() throws {
        let found = pairs([expecting(100)], [.init(box: box(100), score: 0.3), .init(box: box(108), score: 0.8)])
        #expect(found.map(\.box) == [1] && found.map(\.stage) == [.sure])
    }

    @Test func `a faint box is for who is left over`() {
        let boxes = [ScoredBox(box: box(100), score: 0.8), ScoredBox(box: box(130), score: 0.3)]
        let found = pairs([expecting(98), expecting(128)], boxes)
        #expect(found.map(\.track) == [0, 1] && found.map(\.stage) == [.sure, .faint])
    }

    @Test func `a box fainter than faint is for nobody`() {
        #expect(pairs([expecting(100)], [.init(box: box(100), score: 0.05)]).isEmpty)
    }

    @Test func `a faint box is not for who has been unseen for long`() {
        let faint = [ScoredBox(box: box(100), score: 0.3)]
        #expect(pairs([expecting(100, unseen_s: 0.4)], faint).count == 1)
        #expect(pairs([expecting(100, unseen_s: 0.6)], faint).isEmpty)
    }

    @Test func `a sure box finds who was last seen there`() {
        let found = pairs([expecting(300, lastSeen: 100, unseen_s: 1)], [.init(box: box(104), score: 0.8)])
        #expect(found.map(\.stage) == [.lastPlace])
        #expect(pairs([expecting(300, lastSeen: 100, unseen_s: 1)], [.init(box: box(104), score: 0.4)]).isEmpty)
    }

    @Test func `a newcomer takes no box from somebody known`() {
        let tracks = [expecting(100, confirmed: false), expecting(110)]
        let found = pairs(tracks, [.init(box: box(100), score: 0.9)])
        #expect(found.map(\.track) == [1])
    }

    @Test func `of two that overlap alike the one of the same height is taken`() {
        // The same shared area over the same union, once with a box of other height and once with one beside.
        let tracks = [expecting(100, height: 100)]
        let beside = Box(x: 110, y: 100, width: 40, height: 100), lower = Box(x: 100, y: 125, width: 40, height: 100)
        #expect(box(100).intersectionOverUnion(beside) == box(100).intersectionOverUnion(lower))
        let found = pairs(tracks, [.init(box: lower, score: 0.9), .init(box: beside, score: 0.9)])
        #expect(found.map(\.box) == [1])
    }

    @Test func `the total decides, not who comes first`() {
        let boxes = [ScoredBox(box: box(110), score: 0.9), ScoredBox(box: box(126), score: 0.9)]
        let found = pairs([expecting(114), expecting(104)], boxes)
        #expect(Set(found.map { [$0.track, $0.box] }) == [[0, 1], [1, 0]])
    }

    @Test func `what is too far to be the same is nearer after a longer time`() {
        let boxes = [ScoredBox(box: box(127), score: 0.9)]
        #expect(pairs([expecting(100)], boxes, elapsed_s: 0.033).isEmpty)
        #expect(pairs([expecting(100)], boxes, elapsed_s: 0.2).count == 1)
    }
}
