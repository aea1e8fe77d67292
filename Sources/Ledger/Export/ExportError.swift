/// Why a ledger could not be exported. What had been written of the export is taken away again.
public enum ExportError: Error, Hashable, Sendable {
    /// The directory has something in it.
    case occupied(path: String)
    case cannotWrite(path: String, reason: String)
    /// A policy that the ledger keeps cannot be read any more, so that its rules are not known.
    case unknownRules(policy: String)
    /// The entries do not give the root that was signed: somebody has changed them in the file.
    case notWhatWasSigned(path: String)
    case ledger(LedgerError)
}

extension ExportError: CustomStringConvertible {
    /// One line: what, where, the mend.
    public var description: String {
        switch self {
        case .occupied(let path): "\(path): there is something in this directory; name a new one"
        case .cannotWrite(let path, let reason):
            "\(path): cannot be written: \(reason); look at the disk and its rights"
        case .unknownRules(let policy):
            "policy \(policy): its rules cannot be read any more; use the version of Wayside that it was written for"
        case .notWhatWasSigned(let path):
            "\(path): the entries do not give the root of their tree; `wayside ledger verify` names what is wrong"
        case .ledger(let error): error.description
        }
    }
}
