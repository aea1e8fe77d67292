import Base
import Foundation
import Messages
import Score
import Synchronization

/// A ledger in memory, of events that were noted, and a receiver's place in it that outlives runs.
final class MemoryLedger: Sendable {
    private let state = Mutex(State())

    private struct State {
        var items: [OutgoingItem] = []
        var next = 0
        var kept: [String] = []
    }

    /// Enters events; the number of each is in its rule.
    func enter(_ count: Int, place: String = "gate") {
        state.withLock { state in
            for _ in 0..<count { state.items.append(MemoryLedger.item(state.items.count, place)) }
        }
    }

    var place: Int { state.withLock { $0.next } }

    /// The ids of all events, in order.
    var ids: [String] { state.withLock { $0.items.compactMap { $0.event?.id } } }

    private static func item(_ number: Int, _ place: String) -> OutgoingItem {
        let time = Timestamp(microseconds: 1_777_903_200_000_000 + Int64(number) * 1_000_000)
        let event = ObservedEvent(
            source: "depot/bay", behaviour: .wrongWay, subject: place, rule: "rule-\(number)", phase: .instant,
            time: time, start: time, startSequence: number)
        let scored = EventEntry(
            evidence: event.id, behaviour: .wrongWay, phase: .instant, term: nil, severity: Severity(SeverityFactors()),
            outcome: .noTerm, points_mp: 0, weight_mp: 0, halfLife_ms: 1000, consequence: .note)
        return OutgoingItem(
            entry: LedgerEntry(
                sequence: Int64(number), subject: event.scoredSubject, time: time, policy: "p1", content: .event(scored)
            ),
            line: event.json(detector: "wayside-test/1"))
    }

    /// A way through it from where the last one has come.
    final class Feed: MessageFeed {
        private let ledger: MemoryLedger
        private var fold = MessageFold(site: "depot", alarms: AlarmRouting(), state: nil)

        init(_ ledger: MemoryLedger) { self.ledger = ledger }

        func next(most: Int) throws -> FeedBatch? {
            let items = ledger.state.withLock { Array($0.items[$0.next...].prefix(most)) }
            guard !items.isEmpty else { return nil }
            var fold = fold
            let steps = items.map { FeedBatch.Step(item: $0, messages: fold.take($0)) }
            return FeedBatch(steps: steps, fold: fold)
        }

        func acknowledge(_ batch: FeedBatch, acknowledged: Int, refused: Int) throws {
            fold = batch.fold
            ledger.state.withLock { $0.next += batch.steps.count }
        }

        func behind() throws -> Int64 { ledger.state.withLock { Int64($0.items.count - $0.next) } }
        func end() throws -> Int64 { ledger.state.withLock { Int64($0.items.count) } }
        var kept: [String] { ledger.state.withLock { $0.kept } }
        func keep(_ topics: [String]) throws { ledger.state.withLock { $0.kept = topics } }
    }
}
