import Base
import Detect
import Testing

private typealias Walker = BoxScene.Walker

/// From what a busy machine manages to what a camera gives.
private let rates: [Double] = [5, 7, 10, 15, 25, 30]

@Suite struct `Following boxes` {
    @Test(arguments: rates)
    func `one who walks keeps one number, at any rate`(rate: Double) throws {
        let walker = Walker(height: 150) { t in Point(50 + 110 * t, 300) }
        let scene = BoxScene([walker], rate: rate, seconds: 5)
        #expect(scene.numbers(of: 0) == [1])
        let last = try #require(scene.frames.last?.first)
        #expect(last.box.intersectionOverUnion(walker.box(at: Double(Int(5 * rate) - 1) / rate)) > 0.95)
    }

    @Test(arguments: rates)
    func `people of different height who cross keep their numbers`(rate: Double) {
        let near = Walker(height: 200) { t in Point(80 + 100 * t, 420) }
        let far = Walker(height: 130) { t in Point(560 - 80 * t, 380) }
        let scene = BoxScene([near, far], rate: rate, seconds: 5)
        #expect(scene.numbers(of: 0) == [1] && scene.numbers(of: 1) == [2])
    }

    @Test(arguments: rates)
    func `people of one height who cross keep their numbers, for they walk on`(rate: Double) {
        let a = Walker(height: 150) { t in Point(80 + 110 * t, 400) }
        let b = Walker(height: 150) { t in Point(600 - 100 * t, 385) }
        let scene = BoxScene([a, b], rate: rate, seconds: 5)
        #expect(scene.numbers(of: 0) == [1] && scene.numbers(of: 1) == [2])
    }

    @Test(arguments: rates)
    func `who walks behind something for a second comes out with the same number`(rate: Double) {
        let walker = Walker(height: 150, foot: { t in Point(50 + 90 * t, 300) }) { (2..<3).contains($0) ? nil : 0.9 }
        #expect(BoxScene([walker], rate: rate, seconds: 5).numbers(of: 0) == [1])
    }

    @Test(arguments: rates)
    func `who stops behind something is found again where he was`(rate: Double) {
        // He walks, stops unseen, and stands there when he is seen again: not where he would have walked to.
        let walker = Walker(height: 150, foot: { t in Point(50 + 90 * min(t, 2.1), 300) }) {
            (2..<4.5).contains($0) ? nil : 0.9
        }
        #expect(BoxScene([walker], rate: rate, seconds: 6).numbers(of: 0) == [1])
    }

    @Test func `after the patience somebody is somebody new`() {
        let walker = Walker(height: 150, foot: { _ in Point(200, 300) }) { (2..<5.5).contains($0) ? nil : 0.9 }
        #expect(BoxScene([walker], rate: 10, seconds: 8).numbers(of: 0) == [1, 2])
    }

    @Test(arguments: rates)
    func `a faint box keeps a track alive and begins none`(rate: Double) {
        let fading = Walker(height: 150, foot: { t in Point(50 + 60 * t, 300) }) { $0 < 2 ? 0.9 : 0.2 }
        let ghost = Walker(height: 150, foot: { _ in Point(500, 300) }) { _ in 0.3 }
        let scene = BoxScene([fading, ghost], rate: rate, seconds: 6)
        #expect(scene.numbers(of: 0) == [1] && scene.numbers(of: 1) == [])
        #expect(scene.numbers.allSatisfy { $0[0] == 1 })
    }

    @Test(arguments: rates)
    func `a newcomer is believed after a tenth of a second and two sightings`(rate: Double) throws {
        let first = Walker(height: 150) { _ in Point(100, 300) }
        let late = Walker(height: 150, foot: { _ in Point(400, 300) }) { $0 < 1 - 1e-9 ? nil : 0.9 }
        let scene = BoxScene([first, late], rate: rate, seconds: 2)
        let shown = try #require(scene.numbers.firstIndex { $0[1] != nil })
        let began = (rate * 1).rounded(.up)
        #expect(Double(shown) - began == max(1, (0.1 * rate).rounded(.up)))
    }

    @Test func `a flash of one frame is never believed`() {
        let first = Walker(height: 150) { _ in Point(100, 300) }
        let flash = Walker(height: 150, foot: { _ in Point(400, 300) }) { (1..<1.05).contains($0) ? 0.9 : nil }
        #expect(BoxScene([first, flash], rate: 20, seconds: 2).numbers(of: 1) == [])
    }

    @Test func `the unit of the boxes does not matter`() {
        let a = Walker(height: 150, foot: { t in Point(50 + 90 * t, 300) }) { (2..<3).contains($0) ? nil : 0.9 }
        let b = Walker(height: 120) { t in Point(600 - 100 * t, 310) }
        let pixels = BoxScene([a, b], rate: 12, seconds: 5)
        // A power of two changes no digit of any number.
        let fractions = BoxScene([a, b], rate: 12, seconds: 5, scale: 1.0 / 1024)
        #expect(pixels.numbers == fractions.numbers)
    }

    @Test func `a second box on somebody begins no track, a box without an area is nobody's`() {
        var tracker = BoxTracker()
        let person = ScoredBox(box: Box(x: 100, y: 100, width: 40, height: 100), score: 0.9)
        let double = ScoredBox(box: Box(x: 104, y: 104, width: 40, height: 100), score: 0.7)
        let flat = ScoredBox(box: Box(x: 300, y: 100, width: 0, height: 100), score: 0.9)
        _ = tracker.update([person], elapsed_s: 0.1)
        for _ in 0..<10 {
            let tracked = tracker.update([flat, double, person], elapsed_s: 0.1)
            #expect(tracked.map(\.source) == [2])
            #expect(tracked.map(\.id) == [1])
        }
    }

    @Test func `an unseen track is shown where it is expected for as long as is asked`() throws {
        var settings = BoxTrackerSettings()
        settings.show_s = 0.5
        var tracker = BoxTracker(settings)
        for frame in 0..<20 {
            let box = Box(x: 10 * Double(frame), y: 100, width: 60, height: 150)
            _ = tracker.update([ScoredBox(box: box, score: 0.9)], elapsed_s: 0.1)
        }
        for frame in 20..<25 {
            let shown = try #require(tracker.update([], elapsed_s: 0.1).first)
            #expect(shown.id == 1 && shown.source == nil)
            #expect(abs(shown.box.x - 10 * Double(frame)) < 3)
        }
        #expect(tracker.update([], elapsed_s: 0.1).isEmpty)
    }
}
