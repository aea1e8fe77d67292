import Base
import Foundation
import Messages
import Score
import Testing

@Suite struct `ONVIF` {
    @Test(arguments: [1, 2]) func `the specification's examples come out as it prints them`(number: Int) throws {
        // Core Specification, "JSON Event Payload", example; the first two messages of PullMessagesResponse.
        let event = ONVIFEvent(
            topic: "RuleEngine/LineDetector/Crossed",
            time: try #require(Timestamp(rfc3339: "2008-10-10T12:24:57.\(number == 1 ? 321 : 789)Z")),
            source: [
                .init("VideoSource", "1"), .init("AnalyticsConfiguration", "2"),
                .init("Rule", "MyImportantFence\(number)"),
            ],
            data: [.init("ObjectId", number == 1 ? "15" : "19")])
        #expect(
            event.mqttTopic(prefix: "MyDevice")
                == "MyDevice/onvif-ej/RuleEngine/LineDetector/Crossed/&1/2/MyImportantFence\(number)")
        let expected = try golden("onvif-example-\(number).json")
        #expect(try laidOut(event.json) == expected)
    }

    @Test func `members are in the order of the specification's grammar`() throws {
        let event = ONVIFEvent(topic: "A/B", time: monday, source: [.init("S", "x")], data: [.init("D", true)])
        #expect(event.json == #"{"UtcTime":"2026-05-04T14:00:00.000Z","Source":{"S":"x"},"Data":{"D":true}}"#)
        let bare = ONVIFEvent(topic: "A/B", time: monday, source: [], data: [])
        #expect(bare.json == #"{"UtcTime":"2026-05-04T14:00:00.000Z","Source":{}}"#)
        #expect(bare.mqttTopic(prefix: "p") == "p/onvif-ej/A/B")
    }

    @Test func `what a broker would take for something else is left out of topics`() {
        let event = ONVIFEvent(topic: "A/B", time: monday, source: [.init("S", "a#b+c/d")], data: [])
        #expect(event.mqttTopic(prefix: "p") == "p/onvif-ej/A/B/&abcd")
    }

    @Test func `every behaviour has the form of its golden file`() throws {
        var maker = EntryMaker(), lines = ""
        for behaviour in Behaviour.allCases {
            let phases: [ObservedEvent.Phase] = behaviour.kind == .span ? [.began, .ended] : [.instant]
            for phase in phases {
                let measures = behaviour == .occupancy ? [Measure("occupancy", 5, "count")] : []
                let item = maker.event(
                    behaviour, at: monday, place: behaviour.concernsCamera ? "bay" : "gate", phase: phase,
                    measures: measures)
                let event = ONVIFEvent(try #require(item.event))
                lines += event.mqttTopic(prefix: "wayside/depot") + " " + event.json + "\n"
            }
        }
        let expected = try golden("onvif-behaviours.txt")
        #expect(lines == expected)
        #expect(!lines.contains("ObjectId"))
    }

    @Test func `topics that ONVIF does not have carry an alias of our own`() throws {
        var maker = EntryMaker()
        let standard = try #require(maker.event(.lineCrossed, at: monday, phase: .instant).event)
        let ours = try #require(maker.event(.exitBlocked, at: monday).event)
        #expect(ONVIFEvent(standard).topic == "RuleEngine/LineDetector/Crossed")
        #expect(ONVIFEvent(ours).topic == "RuleEngine/wayside:ExitBlocked")
    }
}
