import Base
import Settings
import Ledger
import Pipeline
import Score

/// A ledger that is open for writing, and the scorer that continues it.
struct LedgerSession {
    let state: StateDirectory
    let ledger: SQLiteLedger
    let policy: PolicyFile
    /// The detector of this run, as the ledger names it.
    let detector: String
    var scorer: Scorer

    /// Opens or makes the ledger in `directory` (nil: a temporary one) and activates the policy from `time` on.
    /// - Parameters:
    ///   - policy: nil keeps the one that the ledger has active, or takes the starter policy.
    ///   - purposes: of the cameras that are about to be seen; what has changed of them is entered.
    ///   - looks: who helps the detector.
    init(
        directory: String?, policy named: PolicyFile?, from time: Timestamp, purposes: CameraPurposes,
        looks: ObjectLooks = .none
    ) throws {
        state = try StateDirectory(directory)
        detector = looks.detector
        let ledger = try state.openLedger(detector: detector)
        let chosen: PolicyFile
        if let named {
            chosen = named
        } else if let active = try PolicyChoice.latest(in: ledger.reader) {
            chosen = active
        } else {
            chosen = try PolicyChoice.builtIn()
        }
        (self.ledger, policy) = (ledger, chosen)
        let earlier = try PolicyChoice.all(in: ledger.reader).map(\.policy)
        scorer = try Failure.mapping { () throws(LedgerError) in
            let scorer = try ledger.activate(chosen.policy, bytes: chosen.bytes, at: time, knowing: earlier)
            guard try ledger.enterPurposes(purposes.entries, at: time) > 0 else { return scorer }
            return scorer.anew(nextSequence: try ledger.reader.entryCount())
        }
    }

    /// Every entry about one camera and its places, in order.
    func entries(of source: String) throws -> [LedgerEntry] {
        let page = 10_000
        var entries: [LedgerEntry] = []
        var next: Int64 = 0
        while true {
            let found = try Failure.mapping { () throws(LedgerError) in
                try ledger.reader.entries(from: next, limit: page)
            }
            entries += found.filter { $0.subject.source == source }
            if found.count < page { return entries }
            next += Int64(page)
        }
    }

    /// Where the places of one camera stand.
    func standings(of source: String, at time: Timestamp) throws -> [Standing] {
        try Failure.mapping { () throws(LedgerError) in try ledger.reader.standings(at: time, policy: policy.policy) }
            .filter { $0.subject.source == source && $0.isWorthShowing }
    }
}
