import Base
import Testing
import WaysideTestSupport

@Suite struct `Recorded events` {
    /// An event with chance in every member, and everything that JSON can hold in its texts.
    private static func event(_ random: inout SeededRandom) -> ObservedEvent {
        let texts = ["gate", "hof/nord", "a \"b\" \\ c", "line\nbreak\u{1}\u{1F}", "kamera-Ä", "", "漢字"]
        let time = Timestamp(
            microseconds: Int64.random(in: -60_000_000_000...4_000_000_000, using: &random) * 1_000_003)
        var event = ObservedEvent(
            source: texts.randomElement(using: &random)!, behaviour: Behaviour.allCases.randomElement(using: &random)!,
            subject: texts.randomElement(using: &random)!, rule: texts.randomElement(using: &random)!,
            phase: [.instant, .began, .ended].randomElement(using: &random)!, time: time,
            start: Timestamp(microseconds: time.microseconds - Int64.random(in: 0...9_999_999, using: &random)),
            startSequence: Int.random(in: 0...99, using: &random))
        if Bool.random(using: &random) { event.end = time }
        if Bool.random(using: &random) { event.direction = Direction.allCases.randomElement(using: &random)! }
        switch Int.random(in: 0...2, using: &random) {
        case 0: event.reason = TamperReason.allCases.randomElement(using: &random)!
        case 1: event.loss = LossReason.allCases.randomElement(using: &random)!
        default: break
        }
        event.classes = ObjectClass.allCases.filter { _ in Bool.random(using: &random) }
        event.confidence = Double.random(in: 0...1, using: &random)
        if Bool.random(using: &random) { event.box = Box(x: -0.00004, y: 0.5, width: 1 / 3, height: 1) }
        for text in texts where Int.random(in: 0...3, using: &random) == 0 {
            let magnitude = Double.random(in: -1...1, using: &random)
            let scale = [1, 1e3, 1e9, 2e12, .infinity].randomElement(using: &random)!
            event.measures.append(Measure(text, magnitude * scale, "m/s"))
        }
        return event
    }

    @Test func `what was written reads back, byte for byte`() throws {
        var random = SeededRandom(seed: 6), reader = RecordedEventReader()
        for _ in 0..<5000 {
            let event = Self.event(&random), policy = Bool.random(using: &random) ? "abc" : nil
            let text = event.json(detector: "wayside-motion/1", policy: policy)
            let found = reader.read(text)
            let read = try #require(found, "\(text)")
            #expect(read.json == text)
            #expect(read.event.id == event.id)
            #expect((read.detector, read.policy) == ("wayside-motion/1", policy))
            #expect((read.event.behaviour, read.event.phase) == (event.behaviour, event.phase))
            #expect(read.event.time.milliseconds == event.time.milliseconds)
        }
    }

    @Test func `whatever byte is changed, what is read still writes the same line, or nothing is read`() {
        var random = SeededRandom(seed: 7), reader = RecordedEventReader()
        for _ in 0..<20_000 {
            var bytes = Array(Self.event(&random).json(detector: "d/1", policy: "p").utf8)
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                let index = bytes.indices.randomElement(using: &random)!
                switch Int.random(in: 0...3, using: &random) {
                case 0: bytes[index] ^= 1 << UInt8.random(in: 0...7, using: &random)
                case 1: bytes.remove(at: index)
                case 2: bytes.insert(bytes[index], at: index)
                default: bytes.removeSubrange(index...)
                }
                if bytes.isEmpty { break }
            }
            if let read = reader.read(bytes.span) { #expect(read.json == String(decoding: bytes, as: UTF8.self)) }
        }
    }

    static let others: [(String, String)] = [
        (#""confidence":0.5"#, #""confidence":0.50"#), (#""confidence":0.5"#, #""confidence":.5"#),
        (#""confidence":0.5"#, #""confidence":00.5"#), (#""confidence":0.5"#, #""confidence":0.5000"#),
        (#""confidence":0.5"#, #""confidence":-0"#), (#""confidence":0.5"#, #""confidence":5e-1"#),
        (#""confidence":0.5"#, #""confidence":99999999999999999999"#), (#""source":"s""#, #""source":"\u0073""#),
        ("2000-01-01T00", "2000-02-30T00"), ("00:00.000Z", "00:60.000Z"), ("tns1:", "tns1:x"),
        ("Detector/Motion\"", "Detector/Crossed\""), (#","rule""#, #", "rule""#), ("}}", "}} "),
        ("motion.v1", "smile.v1"), ("1.0", "1.1"),
    ]

    @Test(arguments: others)
    func `another spelling is not read`(written: String, other: String) throws {
        var event = ObservedEvent(
            source: "s", behaviour: .motion, subject: "p", rule: "r", phase: .began, time: .recordingDefault,
            start: .recordingDefault, startSequence: 0)
        event.confidence = 0.5
        let text = event.json(detector: "d")
        #expect(RecordedEvent(json: text) != nil)
        #expect(text.contains(written))
        #expect(RecordedEvent(json: text.replacing(written, with: other)) == nil)
    }
}
