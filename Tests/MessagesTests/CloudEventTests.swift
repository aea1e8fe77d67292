import Base
import Foundation
import Messages
import Score
import Testing

@Suite struct `CloudEvents` {
    /// The example of the JSON format (section 3.2): an event with every kind of member.
    private let example = """
        {"specversion":"1.0","type":"com.example.someevent","source":"/mycontext","subject":null,"id":"C234-1234-1234",\
        "time":"2018-04-05T17:31:00Z","comexampleextension1":"value","comexampleothervalue":5,\
        "datacontenttype":"application/json","data":{"appinfoA":"abc","appinfoB":123,"appinfoC":true}}
        """

    @Test func `the rules take the specification's example and refuse it when it is broken`() {
        #expect(CloudEventRules.findings(example) == [])
        for (part, other) in [
            ("\"C234-1234-1234\"", "\"\""), ("\"1.0\"", "\"0.3\""), ("2018-04-05T", "2018-04-05 at "),
            ("\"/mycontext\"", "7"), ("comexampleextension1", "com_example"), ("\"value\"", "{}"),
        ] {
            #expect(CloudEventRules.findings(example.replacingOccurrences(of: part, with: other)) != [], "\(other)")
        }
    }

    @Test func `every message that the fold can make follows the rules`() throws {
        var maker = EntryMaker(), kinds: Set<MessageKind> = []
        var fold = MessageFold(site: "depot", alarms: AlarmRouting(), state: nil)
        var items = Behaviour.allCases.map { maker.event($0, at: monday, place: $0.concernsCamera ? "bay" : "gate") }
        items.append(maker.event(at: minutes(1), consequence: .digest))
        items.append(maker.exposure(at: minutes(20)))
        let reversal = ReversalEntry(evidence: "e1", appeal: 3, weight_mp: 2000, halfLife_ms: 1000)
        items.append(OutgoingItem(entry: maker.make(.reversal(reversal), at: minutes(21)), line: nil))
        for message in items.flatMap({ fold.take($0) }) {
            #expect(CloudEventRules.findings(message.event.json) == [], "\(message.event.json)")
            let event = try members(message.event.json)
            #expect(event["id"] as? String == message.event.id)
            #expect(event["source"] as? String == message.event.source)
            #expect(event["type"] as? String == message.event.type)
            kinds.insert(message.kind)
        }
        #expect(kinds == Set(MessageKind.allCases))
        #expect(CloudEventRules.findings(CloudEvent.test(site: "depot", id: "t1", at: monday).json) == [])
    }

    @Test func `a batch is a list of events, and an empty one is an empty list`() throws {
        let one = CloudEvent.test(site: "depot", id: "t1", at: monday)
        let two = CloudEvent.test(site: "depot", id: "t2", at: monday)
        #expect(CloudEventRules.batchFindings(CloudEvent.batch([one, two])) == [])
        #expect(CloudEvent.batch([one, two]) == "[\(one.json),\(two.json)]")
        #expect(CloudEvent.batch([]) == "[]")
    }

    @Test func `an event is sent as the ledger has committed to it, byte for byte`() throws {
        var maker = EntryMaker(), fold = MessageFold(site: "depot", alarms: AlarmRouting(), state: nil)
        let item = maker.event(at: monday)
        #expect(fold.take(item).map(\.event.json).first == item.line)
        #expect(CloudEvent(observed: "{}") == nil)
    }

    @Test func `an event that was erased is not sent, and its alarm names nothing but the entry`() throws {
        var maker = EntryMaker(), fold = MessageFold(site: "depot", alarms: AlarmRouting(), state: nil)
        let messages = fold.take(OutgoingItem(entry: maker.event(at: monday).entry, line: nil))
        #expect(messages.map(\.kind) == [.alarms])
    }

    @Test func `made again from the same state, a message is the same, and has the same id`() {
        var maker = EntryMaker()
        let items = (0..<50).map { maker.event(at: minutes(Double($0)), consequence: $0 % 3 == 0 ? .alarm : .digest) }
        var first = MessageFold(site: "depot", alarms: AlarmRouting(), state: nil)
        let all = items.flatMap { first.take($0) }
        for cut in [1, 7, 31] {
            var before = MessageFold(site: "depot", alarms: AlarmRouting(), state: nil)
            let start = items[..<cut].flatMap { before.take($0) }
            var after = MessageFold(site: "depot", alarms: AlarmRouting(), state: before.router.state)
            #expect(start + items[cut...].flatMap { after.take($0) } == all)
        }
        #expect(Set(all.map { $0.event.source + $0.event.id }).count == all.count)
    }
}
