internal import Base
public import Score

/// Why something about appeals was not done.
public enum AppealError: Error, Hashable, Sendable {
    case refused(AppealRefusal)
    case ledger(LedgerError)
}

extension AppealError: CustomStringConvertible {
    /// One line: what, where, the mend.
    public var description: String {
        switch self {
        case .refused(let refusal): refusal.description
        case .ledger(let error): error.description
        }
    }
}
