import Base
package import Ledger
package import Score
import Synchronization

/// The scorer of a ledger, shared by the stage that scores and by whoever changes the policy. The lock is held during a
/// transaction, so that a change falls between two of them and no entry number is given twice.
package final class ScorerSeat: Sendable {
    package let ledger: SQLiteLedger
    private let current: Mutex<Scorer>

    /// - Parameter scorer: continues `ledger`.
    package init(ledger: SQLiteLedger, scorer: Scorer) {
        self.ledger = ledger
        current = Mutex(scorer)
    }

    package var scorer: Scorer { current.withLock { $0 } }

    /// Scores and commits; see `SQLiteLedger.append`.
    func append(_ batch: [Sighting]) throws(LedgerError) -> AppendReceipt {
        try current.withLock { scorer throws(LedgerError) in
            try ledger.append(batch.map(\.observation), detectors: batch.map(\.detector), scorer: &scorer)
        }
    }

    /// Makes `policy` the one that applies from now on, by an entry of its own unless it applies already.
    func activate(_ policy: Policy, bytes: [UInt8], at time: Timestamp) throws(LedgerError) {
        try current.withLock { scorer throws(LedgerError) in
            if scorer.policy.hash == policy.hash { return }
            scorer = try ledger.activate(policy, bytes: bytes, at: time, knowing: scorer.policies)
        }
    }

    /// Enters what cameras are for, where that has changed.
    func enterPurposes(_ purposes: [(camera: Subject, purpose: PurposeEntry)], at time: Timestamp) throws(LedgerError) {
        try current.withLock { scorer throws(LedgerError) in
            guard try ledger.enterPurposes(purposes, at: time) > 0 else { return }
            scorer = scorer.anew(nextSequence: try ledger.reader.entryCount())
        }
    }

    /// Does something that somebody decided, between two transactions. What is refused may be entered as well, so that the
    /// scorer is told in any case how long the ledger is now.
    func act<Value: Sendable>(_ body: (SQLiteLedger) throws -> Value) throws -> Value {
        try current.withLock { scorer in
            defer {
                // What cannot be counted now cannot be written to either; the next transaction says so.
                let next = (try? ledger.reader.entryCount()) ?? scorer.nextSequence
                if next != scorer.nextSequence { scorer = scorer.anew(nextSequence: next) }
            }
            return try body(ledger)
        }
    }
}
