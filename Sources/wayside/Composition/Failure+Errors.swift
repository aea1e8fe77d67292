import ArgumentParser
import Base
import Ledger
import Pipeline
import Score
import StrictYAML

extension Failure {
    /// The problems of files, one line each. What is wrong with a file as a whole has no line number: it is missing or
    /// cannot be read. After the first hundred the rest is only counted.
    init(_ diagnostics: Diagnostics, code: ExitCode) {
        let missing = diagnostics.list.allSatisfy { $0.line == 0 }, most = 100
        var lines = diagnostics.list.prefix(most).map(\.description)
        if let more = diagnostics.list.dropFirst(most).first {
            lines.append(
                "\(more.file): \(diagnostics.list.count - most) more problems; mend the first ones and check again")
        }
        self.init(missing ? .noInput : code, lines: lines)
    }

    /// What the ledger could not do.
    init(_ error: LedgerError) {
        let code: ExitCode =
            switch error {
            case .cannotOpen: .cannotCreate
            case .busy: .busy
            case .readOnly: .permission
            case .badKey: .configuration
            case .newerSchema, .notALedger, .damaged: .data
            case .diskFull, .failed: .io
            case .notDurable: .unavailable
            case .refused(let refusal): ExitCode(of: refusal)
            }
        self.init(code, lines: [error.description])
    }

    /// Why a run stopped.
    init(_ error: ReplayError) {
        switch error {
        case .capture(let error): self.init(error)
        case .ledger(let error): self.init(error)
        case .sink(let failure as Failure): self = failure
        case .sink(let error): self.init(.io, lines: ["cannot hand on an event: \(error)"])
        }
    }

    /// Runs a read of files; their problems become a failure with this code.
    static func mapping<Value>(_ code: ExitCode, _ body: () throws(Diagnostics) -> Value) throws -> Value {
        do { return try body() } catch { throw Failure(error, code: code) }
    }

    /// Takes the result of a run.
    static func mapping<Value>(_ body: () throws(ReplayError) -> Value) throws -> Value {
        do { return try body() } catch { throw Failure(error) }
    }

    /// Runs a question to the ledger.
    static func mapping<Value>(_ body: () throws(LedgerError) -> Value) throws -> Value {
        do { return try body() } catch { throw Failure(error) }
    }
}

extension ExitCode {
    /// Why somebody may not do something, as an exit code.
    init(of refusal: Refusal) {
        switch refusal {
        case .unknownToken, .hasLeft, .noRight, .withheld, .ownEntry, .ownAccount, .needsReviewer, .useNotAllowed:
            self = .permission
        case .unknownAccount, .noEntry, .noObservation: self = .noInput
        case .badName, .takenName, .badRoles, .lastAdministrator, .judgedAlready, .inGoodStanding, .beforeLastAct,
            .seenLater:
            self = .usage
        }
    }

    /// What stands in the way of a source or a recording, as an exit code; `docs/cli.md` has the table.
    init(of kind: CaptureError.Kind) {
        switch kind {
        case .input: self = .noInput
        case .output: self = .io
        case .noSignal(let reason):
            switch reason {
            case .absent, .unplugged: self = .noInput
            case .busy: self = .busy
            case .permission, .sandboxed: self = .permission
            case .format: self = .unavailable
            case .stalled, .failed: self = .io
            }
        }
    }
}
