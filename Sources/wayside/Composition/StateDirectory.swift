import Base
import Foundation
import Ledger

/// Where a ledger lies: the directory that was asked for, or one of our own that goes when the run is over.
final class StateDirectory {
    /// The ledger's file in a state directory.
    static let ledgerName = "ledger.sqlite"

    let path: String
    private let isTemporary: Bool

    /// Takes `directory`, or makes a temporary one.
    /// - Throws: `Failure` when a temporary directory cannot be made.
    init(_ directory: String?) throws {
        if let directory {
            (path, isTemporary) = (directory, false)
            return
        }
        path = NSTemporaryDirectory() + "wayside-\(ProcessInfo.processInfo.globallyUniqueString)"
        isTemporary = true
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Failure(
                .cannotCreate, "cannot make a temporary directory", at: path, mend: "set TMPDIR to a place with room")
        }
    }

    deinit { if isTemporary { try? FileManager.default.removeItem(atPath: path) } }

    var ledgerPath: String { Self.ledgerPath(in: path) }

    /// Where the ledger of a directory lies.
    static func ledgerPath(in directory: String) -> String { directory + "/" + ledgerName }

    /// Opens the ledger for writing, making it when there is none.
    /// - Parameter detector: of the run, as `ObjectLooks` names it.
    func openLedger(detector: String) throws -> SQLiteLedger {
        try Failure.mapping { () throws(LedgerError) in try SQLiteLedger(path: ledgerPath, detector: detector) }
    }

    /// Opens an existing ledger for reading.
    static func reader(_ directory: String) throws -> LedgerReader {
        let path = ledgerPath(in: directory)
        guard FileManager.default.fileExists(atPath: path) else {
            throw Failure(.noInput, "no ledger here", at: directory, mend: "give the --state directory of a replay")
        }
        return try Failure.mapping { () throws(LedgerError) in try LedgerReader(path: path) }
    }
}
