import Base
import Ledger
import Score
import Testing

@Suite struct AppendTests {
    @Test func `a second delivery is harmless and counted`() throws {
        let scratch = try Scratch()
        let (ledger, scorer) = try SQLiteLedger.opened(scratch.ledger)
        var next = scorer
        let first = try ledger.append(observations(0..<50), scorer: &next)
        #expect((first.entries.count, first.duplicates) == (60, 0))
        let digest = try ledger.reader.contentDigest()
        let second = try ledger.append(observations(0..<50), scorer: &next)
        #expect((second.entries.count, second.duplicates) == (0, 60))
        #expect(try ledger.reader.contentDigest() == digest)
        let twice = try ledger.append([.event(event(60)), .event(event(60))], scorer: &next)
        #expect((twice.entries.count, twice.duplicates) == (1, 1))
    }

    @Test func `the size of batches and a restart between them leave no trace`() throws {
        let scratch = try Scratch()
        let (whole, scorer) = try SQLiteLedger.opened(scratch.ledger)
        var next = scorer
        _ = try whole.append(observations(0..<200), scorer: &next)
        let path = scratch.directory + "/parts.sqlite"
        for start in stride(from: 0, to: 200, by: 40) {
            let (ledger, scorer) = try SQLiteLedger.opened(path)
            var next = scorer
            for n in start..<start + 40 { _ = try ledger.append(observations(n..<n + 1), scorer: &next) }
        }
        #expect(try LedgerReader(path: path).contentDigest() == whole.reader.contentDigest())
    }

    @Test func `a late event after a restart takes its share of the cap from the ledger's own memory`() throws {
        let scratch = try Scratch()
        let late = ObservedEvent(
            source: "depot/bay", behaviour: .loitering, subject: "place-0", rule: "rule-0", phase: .began, time: monday,
            start: monday, startSequence: 999)
        do {
            let (ledger, scorer) = try SQLiteLedger.opened(scratch.ledger)
            var next = scorer
            _ = try ledger.append((1..<40).map { .event(event($0 * 4)) }, scorer: &next)
        }
        let (ledger, scorer) = try SQLiteLedger.opened(scratch.ledger)
        var next = scorer
        let receipt = try ledger.append([.event(late)], scorer: &next)
        #expect(receipt.entries[0].weight_mp == -2000)
        #expect(receipt.entries.dropFirst().allSatisfy { $0.kind == .adjustment })
        #expect(receipt.entries.dropFirst().reduce(0) { $0 + $1.weight_mp } == 2000)
        let subject = Subject(source: "depot/bay", id: "place-0")
        let explained = try ledger.reader.explain(subject, at: event(160).time, policy: policy())
        #expect(explained.contributions.reduce(80_000) { $0 + $1.remaining_mp } == explained.standing.sum_mp)
        #expect(explained.contributions.reduce(0) { $0 + $1.weight_mp } == -30_000)
        #expect(
            try ledger.reader.standing(of: subject, at: event(160).time, policy: policy()) == explained.standing)
        #expect(try ledger.reader.check() == [])
    }

    @Test func `a policy is activated once and its bytes are kept`() throws {
        let scratch = try Scratch()
        let (ledger, _) = try SQLiteLedger.opened(scratch.ledger)
        #expect(try ledger.activate(policy(), bytes: Array("policy: 1".utf8), at: monday).nextSequence == 1)
        #expect(try ledger.activate(policy("p2"), bytes: Array("policy: 2".utf8), at: monday).nextSequence == 2)
        #expect(try ledger.activate(policy(), bytes: Array("policy: 1".utf8), at: monday).nextSequence == 3)
        #expect(try ledger.reader.entries(from: 0, limit: 9).map(\.policy) == ["p1", "p2", "p1"])
        #expect(try ledger.reader.activePolicy() == "p1")
        #expect(try ledger.reader.policyBytes("p2") == Array("policy: 2".utf8))
        #expect(try ledger.reader.policyBytes("p3") == nil)
    }

    @Test func `odd texts are stored as they are, never as SQL`() throws {
        let scratch = try Scratch()
        let (ledger, scorer) = try SQLiteLedger.opened(scratch.ledger)
        var next = scorer
        let name = "x'); DROP TABLE entry; --\u{1F}\"é"
        let odd = ObservedEvent(
            source: "de'pot/bay", behaviour: .loitering, subject: name, rule: name, phase: .began, time: monday,
            start: monday, startSequence: 1)
        _ = try ledger.append([.event(odd)], scorer: &next)
        let subject = Subject(source: "de'pot/bay", id: name)
        #expect(try ledger.reader.subjects() == [subject])
        #expect(try ledger.reader.explain(subject, at: monday, policy: policy()).standing.sum_mp == 78_000)
        #expect(try ledger.reader.event(odd.id)?.entry.subject == subject)
        #expect(try ledger.reader.check() == [])
    }
}
