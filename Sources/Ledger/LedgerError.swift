internal import Foundation
internal import GRDB
public import Score

/// Why the ledger could not do what was asked. Nothing that was recorded before is lost in any of these cases: a batch is
/// in the ledger as a whole or not at all.
public enum LedgerError: Error, Hashable, Sendable {
    case cannotOpen(path: String, reason: String)
    /// Another process writes to this ledger.
    case busy(path: String, holder: String)
    /// The file was written by a later version of Wayside.
    case newerSchema(path: String, found: Int, known: Int)
    /// The file is an SQLite database of something else.
    case notALedger(path: String)
    case diskFull(path: String)
    case readOnly(path: String)
    case damaged(path: String, reason: String)
    /// SQLite did not keep a durability setting.
    case notDurable(path: String, setting: String)
    /// The file of the signing key cannot be used.
    case badKey(path: String, reason: String)
    /// Somebody may not do what they asked for; what was entered is told by the refusal.
    case refused(Refusal)
    case failed(path: String, reason: String)

    /// Sorts an error of SQLite into these cases.
    init(_ error: any Error, path: String) {
        if let error = error as? LedgerError {
            self = error
            return
        }
        if let refusal = error as? Refusal {
            self = .refused(refusal)
            return
        }
        guard let error = error as? DatabaseError else {
            self = .failed(path: path, reason: String(describing: error))
            return
        }
        let reason = error.message ?? error.resultCode.description
        switch error.resultCode {
        case .SQLITE_FULL: self = .diskFull(path: path)
        case .SQLITE_READONLY, .SQLITE_PERM: self = .readOnly(path: path)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(path: path, reason: reason)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path, holder: "another program")
        case .SQLITE_CANTOPEN, .SQLITE_AUTH: self = .cannotOpen(path: path, reason: reason)
        default: self = .failed(path: path, reason: reason)
        }
    }
}

extension LedgerError: CustomStringConvertible {
    /// One line: what, where, the mend.
    public var description: String {
        switch self {
        case .cannotOpen(let path, let reason):
            "\(path): cannot open the ledger: \(reason); check that the path is right and may be read and written"
        case .busy(let path, let holder):
            "\(path): the ledger is being written by \(holder); stop that program first, or ask it instead"
        case .newerSchema(let path, let found, let known):
            "\(path): the ledger has schema \(found) and this program knows \(known); use a newer wayside"
        case .notALedger(let path):
            "\(path): this file is not a Wayside ledger; name another path"
        case .diskFull(let path):
            "\(path): the disk is full, the last batch was not recorded; make room and repeat it"
        case .readOnly(let path):
            "\(path): the ledger cannot be written; make the file and its directory writable for this user"
        case .damaged(let path, let reason):
            "\(path): the ledger file is damaged: \(reason); keep it aside and restore a copy"
        case .notDurable(let path, let setting):
            "\(path): SQLite did not keep \(setting); use a local disk and another SQLite library"
        case .badKey(let path, let reason):
            "\(path): the ledger's signing key: \(reason)"
        case .refused(let refusal): refusal.description
        case .failed(let path, let reason):
            "\(path): the ledger failed: \(reason); run `wayside check` on it and look at the disk"
        }
    }
}
