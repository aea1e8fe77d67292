import Base
import Foundation
import Ledger
import Score
import Synchronization
import Testing

/// The salts of a test: others each time, the same in every run.
func countedSalts() -> Salts {
    let count = Counter()
    return Salts { count.next() }
}

private final class Counter: Sendable {
    private let value = Mutex<UInt8>(0)
    func next() -> [UInt8] {
        value.withLock { value in
            value += 1
            return [UInt8](repeating: value, count: 16)
        }
    }
}

/// A ledger with events, and stewards who act on it an hour after one another.
final class Office {
    let scratch: Scratch
    let ledger: SQLiteLedger
    let salts = countedSalts()
    let policies = [policy().hash: policy()]
    private var hours: Int64 = 24
    static let place = Subject(source: "depot/bay", id: "place-0")

    /// - Parameter events: how many there are, one a minute.
    init(events: Int = 20) throws {
        scratch = try Scratch()
        ledger = try SQLiteLedger.opened(scratch.ledger).0
        try observe((0..<events).map { event($0) })
        _ = try ledger.addSteward("ada", roles: [.administrator], by: "ada", at: now())
        for name in ["rae", "rob"] { _ = try ledger.addSteward(name, roles: [.reviewer], by: "ada", at: now()) }
        _ = try ledger.addSteward("sam", roles: [.steward, .reviewer], by: "ada", at: now())
        _ = try ledger.addSteward("cora", roles: [.reviewer], by: "ada", at: now())
    }

    /// Enters events that were detected, by a scorer made anew, as acts come between.
    func observe(_ events: [ObservedEvent]) throws {
        var scorer = try ledger.scorer(knowing: [policy()])
        _ = try ledger.append(events.map { .event($0) }, scorer: &scorer)
    }

    /// The next hour.
    func now() -> Timestamp {
        hours += 1
        return Timestamp(microseconds: monday.microseconds + hours * 3_600_000_000)
    }

    func pass(days: Int64) { hours += days * 24 }

    @discardableResult
    func file(
        _ object: AppealFiling.Object, because reason: String = "It was a delivery.", reply: String? = nil
    ) throws -> Appeal {
        try ledger.file(
            AppealFiling(object, reason: PrivateItem(note: reason), reply: try reply.map { try PrivateItem(note: $0) }),
            at: now(), policies: policies, salts: salts)
    }

    /// Number of the latest entry.
    func last() throws -> Int64 { try ledger.reader.entryCount() - 1 }

    /// Whether any file of the ledger holds these bytes.
    func filesHold(_ text: String) -> Bool {
        ["", "-wal", "-shm"].contains { suffix in
            FileManager.default.contents(atPath: scratch.ledger + suffix)?.range(of: Data(text.utf8)) != nil
        }
    }
}
