import Base
import Foundation
import Ledger
import Messages
import Pipeline
import Score
import Testing

@Suite struct `A receiver's way through the ledger` {
    private final class Place {
        let directory = NSTemporaryDirectory() + "wayside-feed-" + UUID().uuidString
        var ledger: String { directory + "/ledger.sqlite" }
        var outbox: String { directory + "/" + Outbox.fileName }
        init() throws { try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true) }
        deinit { try? FileManager.default.removeItem(atPath: directory) }

        /// A ledger with so many events.
        func fill(_ count: Int, from first: Int = 0) throws {
            var policy = Policy(id: "p", version: 1, title: "P", reason: "Tests", hash: "p1")
            var term = BehaviourTerm(id: "t", behaviour: .loitering, level: .medium)
            (term.points_mp, term.cap) = (-2000, Cap(.points_mp(3_000_000), window_ms: 86_400_000))
            policy.terms = [term]
            policy.consequences.alarmFrom = .medium
            let ledger = try SQLiteLedger(path: ledger, detector: "wayside-test/1")
            var scorer = try ledger.activate(policy, bytes: Array("p".utf8), at: start)
            let events = (first..<first + count).map { number -> Observation in
                let time = start.advanced(bySeconds: Double(number) * 60)
                return .event(
                    ObservedEvent(
                        source: "depot/bay", behaviour: .loitering, subject: "gate", rule: "r", phase: .began,
                        time: time, start: time, startSequence: number))
            }
            _ = try ledger.append(events, scorer: &scorer)
        }

        let start = Timestamp(microseconds: 1_777_852_800_000_000)

        func feed(_ box: Outbox, from first: Int64 = 0, quiet: Bool = false) throws -> LedgerFeed {
            let routing = AlarmRouting(quietHours: quiet ? [DailyHours(fromMinute: 0, toMinute: 30)] : [])
            return try LedgerFeed(
                "mqtt", site: "depot", alarms: routing, reader: LedgerReader(path: ledger), outbox: box, start: first)
        }
    }

    /// Takes everything, acknowledging each batch but forgetting some, as a program does that is ended in between.
    private func run(_ place: Place, most: Int, endingAfter batches: Int?, into told: inout [String]) throws -> Bool {
        let box = try Outbox(path: place.outbox), feed = try place.feed(box, quiet: true)
        var count = 0
        while let batch = try feed.next(most: most) {
            told += batch.messages.map { "\($0.event.source) \($0.event.id) \($0.event.json)" }
            count += 1
            if let batches, count > batches { return false }
            try feed.acknowledge(batch, acknowledged: batch.messages.count, refused: 0)
        }
        return true
    }

    @Test
    func `ended at any point, it tells everything in order, the same bytes, and twice only what was not acknowledged`()
        throws
    {
        let place = try Place()
        try place.fill(120)
        var whole: [String] = []
        #expect(try run(place, most: 1000, endingAfter: nil, into: &whole))
        #expect(whole.count { $0.contains("wayside.digest.v1") } == 1 && whole.count > 200)
        for most in [1, 3, 50] {
            for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: place.outbox + suffix) }
            var told: [String] = [], runs = 0
            while try !run(place, most: most, endingAfter: 1 + runs % 4, into: &told) { runs += 1 }
            var seen: Set<String> = []
            #expect(runs > 0 && told.filter { seen.insert($0).inserted } == whole, "\(most)")
        }
    }

    @Test func `a new receiver is told of what is entered from its start on`() throws {
        let place = try Place()
        try place.fill(10)
        let box = try Outbox(path: place.outbox), feed = try place.feed(box, from: 5)
        #expect(try feed.next(most: 1)?.steps.first?.item.entry.sequence == 5)
        #expect(try feed.behind() == feed.end() - 5 && !feed.isForeign)
    }

    @Test func `over another ledger at the same path it goes on at the start that is given`() throws {
        let place = try Place()
        try place.fill(10)
        let box = try Outbox(path: place.outbox)
        do {
            let feed = try place.feed(box)
            let batch = try #require(try feed.next(most: 1000))
            try feed.acknowledge(batch, acknowledged: 1, refused: 0)
        }
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: place.ledger + suffix) }
        try place.fill(20, from: 100)
        let feed = try place.feed(box, from: 15)
        #expect(feed.isForeign)
        #expect(try feed.next(most: 1)?.steps.first?.item.entry.sequence == 15)
    }

    @Test func `it remembers what is kept at the receiver`() throws {
        let place = try Place()
        try place.fill(1)
        let box = try Outbox(path: place.outbox)
        try place.feed(box).keep(["a", "b"])
        #expect(try place.feed(box).kept == ["a", "b"])
    }
}
