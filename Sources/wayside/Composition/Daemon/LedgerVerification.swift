import Foundation
import Glibc
import Ledger
import Logging
import Pipeline
import ServiceLifecycle
import Synchronization

/// Looks once a day whether every entry of the ledger is what it was, as `wayside ledger verify` does, and tells when it is not.
/// What was entered stays as it is, and cameras go on: a ledger that was changed is evidence, and so is what comes after.
final class LedgerVerification: Sendable {
    /// How a look went.
    struct Outcome: Sendable {
        /// When it was over, in Unix time.
        let time_s: Double
        /// What is wrong, the first wrong entry first; empty is good.
        let findings: [String]
    }

    /// Lines that are logged of one look; `wayside ledger verify` has all.
    private static let mostLines = 5

    private let path: String
    private let log: Logger
    private let outcome = Mutex<Outcome?>(nil)

    init(ledger path: String, log: Logger) { (self.path, self.log) = (path, log) }

    /// The last look; nil before the first is over.
    var last: Outcome? { outcome.withLock { $0 } }

    /// Looks at everything, at a priority below that of cameras. Blocks: about four seconds for a million entries.
    func verify() {
        do throws(LedgerError) {
            let reader = try LedgerReader(path: path), key = try reader.signingKey()
            let findings = try reader.check(key: key, threads: 1)
            outcome.withLock { $0 = Outcome(time_s: Date().timeIntervalSince1970, findings: findings) }
            if findings.isEmpty { return log.info("the ledger was verified, nothing is wrong") }
            for finding in findings.prefix(LedgerVerification.mostLines) { log.error("\(path): \(finding)") }
            log.error(
                "the ledger was changed, `wayside ledger verify` has all; keep the file as it is: it is the evidence")
        } catch { log.error("the ledger cannot be verified: \(error)") }
    }
}

/// Has the ledger verified soon after the start, and then each day.
struct VerificationService: Service {
    private static let first: Duration = .seconds(5)
    private static let pause: Duration = .seconds(86_400)
    /// Linux has priorities of threads: as far below the others as `nice` puts a program.
    private static let priority: Int32 = 10

    let core: DaemonCore

    func run() async throws {
        await cancelWhenGracefulShutdown { [verification = core.verification] in
            var pause = VerificationService.first
            while (try? await Task.sleep(for: pause)) != nil {
                // On a thread of its own, which nobody waits for: the daemon may end meanwhile.
                _ = StageThread("wayside-verify") {
                    _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, VerificationService.priority)
                    verification.verify()
                }
                pause = VerificationService.pause
            }
        }
    }
}
