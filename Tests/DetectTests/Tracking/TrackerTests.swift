import Base
import Detect
import Testing

@Suite struct `Following what moves` {
    @Test(arguments: frameRates)
    func `one who walks through is one track, where he is`(rate: Double) throws {
        let stage = TrackerStage(rate: rate, seconds: 6) { picture, t in
            picture.person(centreX: 20 + 45 * t, bottom: 180, height: 60)
        }
        #expect(stage.believed.count == 1)
        for t in stride(from: 1.0, through: 5, by: 1) {
            let track = try #require(stage.track(at: t, x: 20 + 45 * t, bottom: 180, reach_px: 4), "at \(t)")
            #expect(track.observed && track.confidence > 0.6)
            #expect(abs(track.box.height * 240 - 60) < 6 && abs(track.box.width * 320 - 19) < 5)
        }
        let last = try #require(stage.tracks(at: 5).first)
        #expect(abs(last.velocity.x * 320 - 45) < 6 && abs(last.velocity.y * 240) < 5)
        #expect(last.firstSequence == 0 && last.firstSeen == RuleStage.start)
    }

    @Test(arguments: frameRates)
    func `people who cross in front of each other keep apart`(rate: Double) throws {
        // One walks nearer to the camera than the other; for half a second they are one region.
        let a: @Sendable (Double) -> Double = { 40 + 40 * $0 }, b: @Sendable (Double) -> Double = { 280 - 40 * $0 }
        let stage = TrackerStage(rate: rate, seconds: 6) { picture, t in
            picture.person(centreX: a(t), bottom: 190, height: 70)
            picture.person(centreX: b(t), bottom: 170, height: 60)
        }
        let before = try (
            #require(stage.track(at: 2, x: a(2), bottom: 190)), #require(stage.track(at: 2, x: b(2), bottom: 170))
        )
        let after = try (
            #require(stage.track(at: 5, x: a(5), bottom: 190)), #require(stage.track(at: 5, x: b(5), bottom: 170))
        )
        #expect(before.0.id != before.1.id)
        #expect(after.0.id == before.0.id && after.1.id == before.1.id)
        #expect(stage.believed.count == 2)
    }

    @Test(arguments: frameRates)
    func `a second behind a post costs nobody his track`(rate: Double) throws {
        // 20 pixels wide at 40 pixels a second, a post of 20: hidden as a whole for a moment, in part for a second.
        let stage = TrackerStage(rate: rate, seconds: 7) { picture, t in
            picture.person(centreX: 20 + 40 * t, bottom: 180, height: 60)
            picture.fill(140..<165, 0..<240, false)
        }
        #expect(stage.believed.count == 1)
        let before = try #require(stage.track(at: 2, x: 100, bottom: 180)),
            after = try #require(stage.track(at: 5, x: 220, bottom: 180))
        #expect(before.id == after.id)
    }

    @Test(arguments: frameRates)
    func `one who is not seen at all for a second is still the same`(rate: Double) throws {
        let stage = TrackerStage(rate: rate, seconds: 7) { picture, t in
            if t < 3 || t >= 4 { picture.person(centreX: 20 + 40 * t, bottom: 180, height: 60) }
        }
        #expect(stage.believed.count == 1)
        let hidden = try #require(stage.tracks(at: 3.6).first)
        #expect(!hidden.observed)
        #expect(stage.track(at: 6, x: 260, bottom: 180)?.id == hidden.id)
    }

    @Test(arguments: frameRates)
    func `two who meet, stand together and part are the same two`(rate: Double) throws {
        @Sendable func x(_ t: Double, _ side: Double) -> Double {
            let gap = t < 3 ? 90 - 26 * t : t < 5 ? 12 : 12 + 26 * (t - 5)
            return 160 + side * gap
        }
        let stage = TrackerStage(rate: rate, seconds: 8) { picture, t in
            picture.person(centreX: x(t, -1), bottom: 180, height: 60)
            picture.person(centreX: x(t, 1), bottom: 180, height: 60)
        }
        let left = try #require(stage.track(at: 2, x: x(2, -1), bottom: 180)),
            right = try #require(stage.track(at: 2, x: x(2, 1), bottom: 180))
        #expect(left.id != right.id)
        #expect(stage.tracks(at: 4.5).count == 2, "both while they are one region")
        #expect(stage.track(at: 7.5, x: x(7.5, -1), bottom: 180)?.id == left.id)
        #expect(stage.track(at: 7.5, x: x(7.5, 1), bottom: 180)?.id == right.id)
        #expect(stage.believed.count == 2)
    }

    @Test(arguments: frameRates)
    func `one who stops and goes on is one track`(rate: Double) throws {
        let stage = TrackerStage(rate: rate, seconds: 14) { picture, t in
            let x = t < 3 ? 40 + 30 * t : t < 10 ? 130 : 130 + 30 * (t - 10)
            picture.person(centreX: x, bottom: 180, height: 60)
        }
        #expect(stage.believed.count == 1)
        let standing = try #require(stage.track(at: 8, x: 130, bottom: 180, reach_px: 3))
        #expect(standing.observed && abs(standing.velocity.x * 320) < 3)
        #expect(stage.track(at: 13, x: 220, bottom: 180, reach_px: 6)?.id == standing.id)
    }

    @Test(arguments: frameRates)
    func `two who come in as one blob are divided`(rate: Double) throws {
        let stage = TrackerStage(rate: rate, seconds: 6) { picture, t in
            picture.person(centreX: 30 + 40 * t, bottom: 180, height: 60)
            picture.person(centreX: 52 + 40 * t, bottom: 180, height: 60)
        }
        #expect(stage.tracks(at: 4).count == 2)
        let back = try #require(stage.track(at: 4, x: 190, bottom: 180, reach_px: 8))
        let front = try #require(stage.track(at: 4, x: 212, bottom: 180, reach_px: 8))
        #expect(back.id != front.id)
    }

    @Test(arguments: frameRates)
    func `two who come in as one blob and part are two tracks`(rate: Double) throws {
        let stage = TrackerStage(rate: rate, seconds: 7) { picture, t in
            let apart = 11 + max(0, t - 3) * 14
            picture.person(centreX: 60 + 25 * t - apart, bottom: 180, height: 60)
            picture.person(centreX: 60 + 25 * t + apart, bottom: 180, height: 60)
        }
        #expect(stage.tracks(at: 6).count == 2)
        #expect(
            stage.track(at: 6, x: 210 - 53, bottom: 180) != nil && stage.track(at: 6, x: 210 + 53, bottom: 180) != nil)
    }

    @Test(arguments: frameRates)
    func `what flickers in its place is never believed`(rate: Double) {
        for seed in 1...6 as ClosedRange<UInt64> {
            var noise = Noise(seed: seed)
            // Far enough from each other that none can be taken for the next one having moved.
            let sides = (0..<6).map { _ in 6 + 14 * noise.next() }
            let stage = TrackerStage(rate: rate, seconds: 20) { picture, _ in
                for (i, side) in sides.enumerated() where noise.next() < 0.5 {
                    picture.block(
                        x: Double(60 + i % 3 * 100), bottom: Double(80 + i / 3 * 100), width: side, height: side)
                }
            }
            #expect(stage.believed.isEmpty, "seed \(seed)")
        }
    }

    @Test(arguments: frameRates)
    func `specks that come anywhere for one frame are never believed`(rate: Double) {
        for seed in 1...6 as ClosedRange<UInt64> {
            var noise = Noise(seed: seed)
            let stage = TrackerStage(rate: rate, seconds: 20) { picture, _ in
                // Rain and insects before the lens: too low to be anything of interest.
                picture.block(
                    x: 320 * noise.next(), bottom: 20 + 220 * noise.next(), width: 8, height: 4 + 2 * noise.next())
            }
            #expect(stage.believed.isEmpty, "seed \(seed)")
        }
    }

    @Test(arguments: frameRates)
    func `what sways in its place is never believed`(rate: Double) {
        for seed in 1...6 as ClosedRange<UInt64> {
            var noise = Noise(seed: seed)
            let across = noise.smooth(amplitude: 5), along = noise.smooth(amplitude: 3),
                grows = noise.smooth(amplitude: 4)
            let stage = TrackerStage(rate: rate, seconds: 30) { picture, t in
                picture.block(x: 100 + across(t), bottom: 90 + along(t), width: 24 + grows(t), height: 20 - grows(t))
            }
            #expect(stage.believed.isEmpty, "seed \(seed)")
        }
    }

    @Test(arguments: frameRates)
    func `one whose belt fades into the wall is one track`(rate: Double) {
        let stage = TrackerStage(rate: rate, seconds: 7) { picture, t in
            picture.person(centreX: 20 + 40 * t, bottom: 180, height: 60)
            // From 2 s to 4 s his belt has the colour of the wall.
            if t > 2, t < 4 { picture.fill(0..<320, 148..<157, false) }
        }
        #expect(stage.believed.count == 1)
        #expect(stage.tracks(at: 3.5).count == 1)
        #expect((stage.tracks(at: 6).first?.box.height ?? 0) * 240 > 54)
    }

    @Test(arguments: frameRates)
    func `a car whose windows reflect the road is one track`(rate: Double) {
        let stage = TrackerStage(rate: rate, seconds: 5) { picture, t in
            let x = 40 + 50 * t
            picture.block(x: x, bottom: 150, width: 70, height: 26)
            picture.block(x: x, bottom: 120, width: 40, height: 4)
            if t > 1.5 { picture.fill(Int(x)..<Int(x) + 9, 0..<240, false) }
        }
        #expect(stage.tracks(at: 4).count == 1)
        #expect(stage.believed.count == 1)
    }

    @Test(arguments: frameRates)
    func `one of whom the legs are seen first is one track in the end`(rate: Double) {
        let stage = TrackerStage(rate: rate, seconds: 6) { picture, t in
            let x = 40 + 30 * t
            picture.block(x: x - 9, bottom: 180, width: 8, height: 22)
            picture.block(x: x + 9, bottom: 180, width: 8, height: 22)
            // He comes out from behind a hedge.
            if t >= 2 { picture.block(x: x, bottom: 162, width: 26, height: 46) }
        }
        #expect(stage.tracks(at: 5).count == 1)
        #expect((stage.tracks(at: 5).first?.box.height ?? 0) * 240 > 56)
    }

    @Test(arguments: frameRates)
    func `one who leaves the picture is let go`(rate: Double) {
        let stage = TrackerStage(rate: rate, seconds: 9) { picture, t in
            picture.person(centreX: 200 + 40 * t, bottom: 180, height: 60)
        }
        #expect(stage.believed.count == 1)
        #expect(stage.frames.last?.tracks.isEmpty == true)
    }

    @Test func `numbers are never used again`() {
        let stage = TrackerStage(rate: 10, seconds: 20) { picture, t in
            // Three, one after the other, on the same way.
            let own = t.truncatingRemainder(dividingBy: 7)
            if own < 5 { picture.person(centreX: 20 + 60 * own, bottom: 180, height: 60) }
        }
        #expect(stage.believed.count == 3)
        for t in [3.0, 10, 17] { #expect(stage.tracks(at: t).count == 1) }
    }

    @Test func `nothing is begun when it may not`() {
        var painted = Painted(width: 320, height: 240), map = RegionMap()
        painted.person(centreX: 100, bottom: 180, height: 60)
        map.find(mask: painted.mask, grouping: painted.mask, strong: painted.pixels.map { $0 ? 3 : 0 })
        var tracker = Tracker(size: TrackerStage.size, smallestObject: 0.06)
        tracker.update(map, [0], elapsed_s: 0.1, time: RuleStage.start, sequence: 0, mayBegin: false)
        #expect(tracker.tracks.isEmpty)
        tracker.update(map, [0], elapsed_s: 0.1, time: RuleStage.start, sequence: 1)
        #expect(tracker.tracks.count == 1)
        tracker.dropAll()
        #expect(tracker.tracks.isEmpty && tracker.stands.isEmpty)
    }
}
