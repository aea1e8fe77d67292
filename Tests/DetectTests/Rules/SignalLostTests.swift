import Base
import Detect
import Testing

@Suite struct SignalLostTests {
    private let blank = [UInt8](repeating: 90, count: 64 * 48)

    /// Runs a detector over seconds: a picture each tenth of a second, but for `lost`.
    private func observe(
        lost: Range<Double>, until end_s: Double = 10, rules: [Behaviour] = [.signalLost, .cameraTampered]
    ) -> [Observation] {
        var camera = CameraSettings(id: "cam")
        camera.places = [Place(id: "hall", shape: .zone(.wholePicture))]
        camera.rules = rules.map { RuleSettings(id: $0.rawValue, behaviour: $0, place: nil) }
        var detector = Detector(camera: camera, site: "site", frameSize: PixelSize(width: 64, height: 48))
        var observations: [Observation] = []
        for number in 0..<Int(end_s * 10) {
            let t = Double(number) / 10, time = RuleStage.start.advanced(bySeconds: t)
            if !lost.contains(t) {
                observations += detector.observe(
                    Frame(width: 64, height: 48, pixels: blank, time: time, sequence: number))
            } else if number.isMultiple(of: 10) || abs(t - lost.lowerBound) < 0.01 {
                observations += detector.lost(t < lost.lowerBound + 2 ? .unplugged : .busy, at: time, sequence: number)
            }
        }
        return observations + detector.finish()
    }

    private func events(_ observations: [Observation]) -> [ObservedEvent] {
        observations.compactMap { if case .event(let event) = $0 { event } else { nil } }
    }

    @Test func `a lost signal is one span from the last picture to the first one after it`() throws {
        let events = events(observe(lost: 3..<7))
        #expect(events.map(\.phase) == [.began, .ended])
        #expect(events.allSatisfy { $0.behaviour == .signalLost && $0.subject == "cam" && $0.loss == .unplugged })
        #expect(abs(events[0].start.seconds(since: RuleStage.start) - 2.9) < 0.001)
        #expect(abs(events[0].time.seconds(since: RuleStage.start) - 3) < 0.001)
        #expect(abs(try #require(events[1].end).seconds(since: RuleStage.start) - 7) < 0.001)
        #expect(events[0].json(detector: "d").contains("\"reason\":\"unplugged\""))
    }

    @Test func `a signal that is lost at the end is lost until then`() {
        let events = events(observe(lost: 6..<99))
        #expect(events.map(\.phase) == [.began, .ended])
    }

    @Test func `the places are unobserved meanwhile, and every second is accounted for`() {
        var observed: Int64 = 0, blind: Int64 = 0
        for case .exposure(let account) in observe(lost: 3..<7) {
            observed += account.observed_ms
            blind += account.blind_ms.filter { $0.reason == "signal-lost" }.reduce(0) { $0 + $1.milliseconds }
            #expect(account.blind_ms.allSatisfy { $0.reason == "signal-lost" })
        }
        #expect(observed + blind == 9900 && abs(blind - 4000) <= 100)
    }

    @Test func `without a rule for it nothing is said, and nothing is called tampering`() {
        #expect(events(observe(lost: 3..<7, rules: [.cameraTampered])).isEmpty)
    }

    @Test func `a stay ends where it was last seen when the signal stays away`() {
        let stage = RuleStage(.zoneEntered, RuleStage.hall)
        let standing = Actor(1) { _ in Point(0.5, 0.6) }
        let lost = stage.events([standing]) { $0 >= 3 ? .signalLost(.stalled) : nil }
        #expect(lost.map(\.phase) == [.began, .ended])
        #expect(abs(lost[1].endedAt - 2.9) < 0.001, "the last frame that was seen")
        let brief = stage.events([standing]) { $0 >= 3 && $0 < 5 ? .signalLost(.stalled) : nil }
        #expect(brief.map(\.phase) == [.began, .ended])
        #expect(brief[1].endedAt > 9, "a short loss leaves a stay as it was")
    }
}
