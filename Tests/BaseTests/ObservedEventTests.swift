import Base
import Testing

private func event(
    phase: ObservedEvent.Phase = .began, start: Int64 = 5_000_000, sequence: Int = 50, ordinal: Int = 0,
    rule: String = "loitering@exit"
) -> ObservedEvent {
    ObservedEvent(
        source: "depot/bay", behaviour: .loitering, subject: "exit", rule: rule, phase: phase,
        time: Timestamp(microseconds: 25_000_000), start: Timestamp(microseconds: start), startSequence: sequence,
        ordinal: ordinal)
}

@Suite struct `Observed events` {
    @Test(arguments: [
        ("", "6c62272e07bb014262b821756295c58d"), ("a", "d228cb696f1a8caf78912b704e4a8964"),
        ("foobar", "343e1662793c64bf6f0d3597ba446f18"),
    ])
    func `ids are FNV-1a with 128 bits (published test vectors)`(text: String, expected: String) {
        #expect(fnv1a128(text) == expected)
    }

    @Test func `the same event has the same id, and every part of its name changes it`() {
        let ids = [
            event(), event(phase: .ended), event(start: 5_000_001), event(sequence: 51), event(ordinal: 1),
            event(rule: "loitering@gate"),
        ].map(\.id)
        #expect(event().id == ids[0])
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy { $0.count == 32 })
    }

    @Test func `an event is one line of CloudEvents JSON with fixed order and digits`() {
        var event = event()
        event.classes = [.person]
        event.confidence = 0.87654
        event.box = Box(x: 0.1, y: 0.2, width: 1.0 / 3, height: 0.5)
        event.measures = [Measure("inside", 20, "s")]
        let id = event.id
        #expect(
            event.json(detector: "d/1")
                == #"{"specversion":"1.0","id":"\#(id)","source":"depot/bay","type":"wayside.observed.loitering.v1","#
                + #""subject":"exit","time":"1970-01-01T00:00:25.000Z","data":{"topic":"tns1:RuleEngine/LoiteringDetector/"#
                + #"ObjectIsLoitering","rule":"loitering@exit","phase":"began","start":"1970-01-01T00:00:05.000Z","#
                + #""classes":["person"],"confidence":0.877,"box":[0.1,0.2,0.3333,0.5],"#
                + #""measures":{"inside":{"value":20,"unit":"s"}},"detector":"d/1"}}"#)
    }

    @Test(arguments: TamperReason.allCases)
    func `a tampered camera's topic follows its reason`(reason: TamperReason) {
        var event = ObservedEvent(
            source: "s/c", behaviour: .cameraTampered, subject: "c", rule: "r", phase: .began, time: .recordingDefault,
            start: .recordingDefault, startSequence: 0)
        event.reason = reason
        #expect(event.topic == reason.topic)
        #expect(event.topic.hasPrefix("VideoSource/"))
    }

    @Test func `behaviours have names and topics of their own`() {
        #expect(Set(Behaviour.allCases.map(\.topic)).count == Behaviour.allCases.count)
        #expect(Behaviour.allCases.allSatisfy { Behaviour(rawValue: $0.rawValue) == $0 })
    }
}
