import Foundation
package import Ledger
package import Messages
import Score

/// A receiver's way through a ledger, kept in the outbox.
package final class LedgerFeed: MessageFeed {
    /// Entries that are read at once.
    private static let page = 256

    private let receiver: String
    private let reader: LedgerReader
    private let outbox: Outbox
    private var place: OutboxPlace
    private var memory: Memory
    private var fold: MessageFold
    private let site: String
    /// Read and not acknowledged.
    private var waiting: [OutgoingItem] = []
    /// Whether the place in the outbox was of another ledger, and the receiver begins at the end of this one.
    package let isForeign: Bool

    /// What the outbox keeps as text.
    private struct Memory: Codable {
        var router = AlarmRouter.State()
        var kept: [String] = []
    }

    /// Takes up the receiver's place. A new receiver is told of what is entered from `start` on.
    package init(
        _ receiver: String, site: String, alarms: AlarmRouting, reader: LedgerReader, outbox: Outbox, start: Int64
    ) throws(LedgerError) {
        (self.receiver, self.site, self.reader, self.outbox) = (receiver, site, reader, outbox)
        var memory = Memory()
        if let known = try outbox.place(of: receiver), try known.mark == reader.mark(of: known.next - 1) {
            (place, isForeign) = (known, false)
            memory = (try? JSONDecoder().decode(Memory.self, from: Data(known.state.utf8))) ?? Memory()
        } else {
            isForeign = try outbox.place(of: receiver) != nil
            place = OutboxPlace(next: start, mark: try reader.mark(of: start - 1))
        }
        self.memory = memory
        fold = MessageFold(site: site, alarms: alarms, state: memory.router)
        if try outbox.place(of: receiver) != place { try outbox.advance(receiver, to: place) }
    }

    package func next(most: Int) throws -> FeedBatch? {
        if waiting.isEmpty {
            waiting = try reader.outgoing(from: place.next, limit: LedgerFeed.page).map {
                OutgoingItem(entry: $0.entry, line: $0.json)
            }
        }
        guard !waiting.isEmpty else { return nil }
        var steps: [FeedBatch.Step] = [], fold = fold, count = 0
        for item in waiting where count < most {
            let messages = fold.take(item)
            steps.append(FeedBatch.Step(item: item, messages: messages))
            count += messages.count
        }
        return FeedBatch(steps: steps, fold: fold)
    }

    package func acknowledge(_ batch: FeedBatch, acknowledged: Int, refused: Int) throws {
        guard let last = batch.steps.last?.item.entry else { return }
        fold = batch.fold
        waiting.removeFirst(batch.steps.count)
        memory.router = fold.router.state
        (place.next, place.mark) = (last.sequence + 1, last.mark)
        place.refused += Int64(refused)
        place.acknowledged += Int64(acknowledged)
        try save()
    }

    package func behind() throws -> Int64 { try end() - place.next }
    package func end() throws -> Int64 { try reader.entryCount() }
    package var kept: [String] { memory.kept }

    package func keep(_ topics: [String]) throws {
        guard memory.kept != topics else { return }
        memory.kept = topics
        try save()
    }

    private func save() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        place.state = String(decoding: try encoder.encode(memory), as: UTF8.self)
        try outbox.advance(receiver, to: place)
    }
}
