import Base
import Foundation
import Glibc
import Ledger
import Score

/// Somebody who has shown a token, about to act on a ledger that is open for writing.
struct ActingSteward {
    /// The environment's variable with a token.
    static let variable = "WAYSIDE_TOKEN"

    let ledger: SQLiteLedger
    /// The account as the ledger has it.
    let account: StewardBook.Account
    /// Time of the act.
    let time: Timestamp
    var name: String { account.name }

    /// Opens the ledger and finds out who acts.
    /// - Parameters:
    ///   - state: directory of a ledger that is there.
    ///   - tokenFile: file with the token; nil takes the environment's.
    ///   - at: time of the act (RFC 3339); nil is now.
    ///   - act: what is to be done. Nil leaves the question to the ledger, which enters refusals of access.
    /// - Throws: `Failure`: 77 for whoever may not, 64 for a time before the last act.
    init(state: String, tokenFile: String?, at: String?, to act: Act?) throws {
        let token = try ActingSteward.token(file: tokenFile), time = try ActClock.time(at)
        _ = try StateDirectory.reader(state)  // nothing is made where no ledger is
        let ledger = try StateDirectory(state).openLedger(detector: HandObservation.detector)
        (self.ledger, self.time) = (ledger, time)
        account = try Failure.mapping { () throws(LedgerError) in
            let name = try ledger.reader.identify(token), book = try ledger.reader.stewardBook()
            do throws(Refusal) {
                try book.permitAct(at: time)
                if let act { return try book.permit(act, by: name) }
            } catch { throw LedgerError.refused(error) }
            guard let account = book.account(name) else { throw LedgerError.refused(.unknownAccount(name)) }
            return account
        }
    }

    /// Does something to the ledger; what it cannot or may not do becomes a `Failure`.
    func perform<Value>(_ body: (SQLiteLedger) throws(LedgerError) -> Value) throws -> Value {
        let ledger = ledger
        return try Failure.mapping { () throws(LedgerError) in try body(ledger) }
    }

    /// The token that was given. It is never written anywhere by us, not in errors either.
    private static func token(file: String?) throws -> StewardToken {
        guard let file else {
            guard let text = ProcessInfo.processInfo.environment[variable], !text.isEmpty else {
                throw Failure(
                    .permission, "it is not known who acts", at: variable,
                    mend: "set it to your token, or give --token-file; `wayside steward add` made one")
            }
            return StewardToken(text: text)
        }
        var status = stat()
        guard unsafe stat(file, &status) == 0, let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw Failure(.noInput, "cannot be read", at: file, mend: "give the file with your token")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw Failure(
                .permission, "others may read this token", at: file, mend: "`chmod 600` it, and ask for a new one")
        }
        return StewardToken(text: text.trimmingCharacters(in: .whitespacesAndNewlines))
    }
}
