import Base
import Detect
import Testing

@Suite struct CameraHealthTests {
    typealias Look = HealthScene.Look

    @Test(arguments: [
        ("dark", Look { $0.gain = 0.05 }),
        ("bright", Look { $0.offset = 250 }),
        ("blurred", Look { $0.blur = 4 }),
        ("covered", Look { $0.cover = (1, 90) }),
        ("covered", Look { $0.cover = (0.9, 90) }),
        ("moved", Look { $0.shift = (37, 11) }),
        ("moved", Look { $0.shift = (12, 0) }),
        ("frozen", Look { $0.frozen = true }),
    ])
    func `each fault is found within three seconds and ends when it is mended`(reason: String, look: Look) throws {
        for rate in [5.0, 15] {
            let spans = HealthScene.spans(rate: rate, seconds: 20) { t in t >= 6 && t < 13 ? look : Look() }
            let span = try #require(spans.first, "rate \(rate)")
            #expect(spans.count == 1)
            #expect(span.reason == reason)
            #expect(abs(span.since - 6) < 0.5)
            #expect(span.decided - 6 < 3)
            #expect(span.until > 13 && span.until < 16)
        }
    }

    @Test(
        arguments: [
            ("a light is switched on", { @Sendable (t: Double) in Look { $0.offset = t < 6 ? 0 : 60 } }),
            ("a light is switched off", { @Sendable (t: Double) in Look { $0.gain = t < 6 ? 1 : 0.45 } }),
            ("the exposure hunts", { @Sendable (t: Double) in Look { $0.gain = 1 + 0.4 * wave(t, 2.5) } }),
            ("night noise", { @Sendable (t: Double) in Look { ($0.gain, $0.noise) = (0.6, 22) } }),
            (
                "somebody near by for ten seconds",
                { @Sendable (t: Double) in Look { $0.cover.share = t > 6 && t < 16 ? 0.6 : 0 } }
            ),
            (
                "somebody close by for a second",
                { @Sendable (t: Double) in Look { $0.cover.share = t > 6 && t < 7 ? 0.95 : 0 } }
            ),
            ("a black moment", { @Sendable (t: Double) in Look { $0.gain = t > 6 && t < 6.8 ? 0 : 1 } }),
            ("a lorry parks and stays", { @Sendable (t: Double) in Look { $0.cover.share = t > 6 ? 0.5 : 0 } }),
            (
                "the camera shakes by a pixel",
                { @Sendable (t: Double) in Look { $0.shift = (wave(t, 0.4) > 0 ? 1 : 0, 0) } }
            ),
        ] as [(String, @Sendable (Double) -> Look)])
    func `these are no faults`(what: String, look: @Sendable (Double) -> Look) {
        let spans = HealthScene.spans(seconds: 25, look)
        #expect(spans.isEmpty, "\(what)")
    }

    @Test func `a camera that is dark from the start is dark`() throws {
        let span = try #require(HealthScene.spans(seconds: 10) { _ in Look { $0.gain = 0.05 } }.first)
        #expect(span.reason == "dark" && span.since == 0 && span.decided < 3)
    }

    @Test func `parts that are masked black are not dark`() {
        let mask = Polygon([Point(0, 0), Point(1, 0), Point(1, 0.7), Point(0, 0.7)])
        #expect(HealthScene.spans(seconds: 10, masks: [mask]) { _ in Look() }.isEmpty)
        #expect(
            HealthScene.spans(seconds: 12, masks: [mask]) { t in Look { $0.frozen = t > 6 } }.map(\.reason) == [
                "frozen"
            ])
    }

    @Test func `a recording that repeats its quiet pictures is not frozen`() {
        #expect(HealthScene.spans(seconds: 20) { t in Look { ($0.noise, $0.frozen) = (0, t > 1) } }.isEmpty)
    }

    @Test func `a camera that was moved for good learns its new scene after a minute`() throws {
        let spans = HealthScene.spans(rate: 5, seconds: 90) { t in Look { $0.shift.x = t < 6 ? 0 : 37 } }
        let span = try #require(spans.first)
        #expect(spans.count == 1)
        #expect(span.until > 60 && span.until < 75)
    }

    @Test func `pictures too small to measure are never found wrong`() {
        var health = CameraHealth(frameSize: PixelSize(width: 16, height: 12))
        health.update(
            Frame(width: 16, height: 12, pixels: Array(repeating: 0, count: 192), time: RuleStage.start, sequence: 0))
        #expect(health.unobserved == nil)
    }
}
