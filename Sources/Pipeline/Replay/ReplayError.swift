package import Base
package import Ledger

/// Why a run stopped before its end. Whatever was committed before stays in the ledger.
package enum ReplayError: Error {
    case capture(CaptureError)
    case ledger(LedgerError)
    /// What a sink threw.
    case sink(any Error)
}
