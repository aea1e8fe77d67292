import Base
import Foundation
import Ledger
import Logging
import Messages
import Pipeline
import Score
import Synchronization
import Webhooks

#if MQTT
    import MQTT
#endif

/// Everybody who is told what the ledger has: one thread for each, which goes its own way through it.
final class DeliveryDesk: Sendable {
    /// One receiver that runs.
    struct Receiver: Sendable {
        let status: @Sendable () -> ReceiverStatus
        let ring: @Sendable () -> Void
        let stop: @Sendable () -> Void
    }

    private let outbox: Outbox
    private let ledgerPath: String
    private let plan: DeliveryPlan
    private let log: Logger
    private let start: Int64
    private let running = Mutex<(receivers: [Receiver], threads: [StageThread<Void>])>(([], []))

    /// Opens the outbox. Whoever is new in it is told of what is entered from now on.
    /// - Throws: `Failure`.
    init(_ plan: DeliveryPlan, state directory: String, ledger: SQLiteLedger, log: Logger) throws {
        (self.plan, self.log, ledgerPath) = (plan, log, ledger.path)
        (outbox, start) = try Failure.mapping { () throws(LedgerError) in
            (try Outbox(path: directory + "/" + Outbox.fileName), try ledger.reader.entryCount())
        }
    }

    /// How it goes with each receiver.
    var statuses: [ReceiverStatus] { running.withLock { $0.receivers }.map { $0.status() } }

    /// When alarms wait.
    var alarms: AlarmRouting { plan.alarms }

    /// Something new is in the ledger.
    func ring() { for receiver in running.withLock({ $0.receivers }) { receiver.ring() } }

    /// Starts everybody's thread.
    /// - Parameters:
    ///   - cameras: whether each camera gives pictures.
    ///   - policy: the one that applies.
    func begin(cameras: @escaping @Sendable () -> [String: Bool], policy: @escaping @Sendable () -> Policy) throws {
        for webhook in plan.webhooks {
            let run = WebhookRun(webhook, now: { DaemonCore.now() }, tell: { [log] in DeliveryDesk.tell($0, log) })
            try add(
                webhook.name, Receiver(status: { run.status }, ring: { run.ring() }, stop: { run.stop() })
            ) { run.run($0) }
        }
        #if MQTT
            guard let broker = plan.broker else { return }
            let reader = try Failure.mapping { [ledgerPath] () throws(LedgerError) in try LedgerReader(path: ledgerPath)
            }
            let run = BrokerRun(
                broker,
                BrokerQuestions(
                    cameras: cameras,
                    standing: { subject in
                        guard let time = try? reader.latestTime(of: subject) else { return nil }
                        return try? reader.standing(of: subject, at: time, policy: policy())
                    }, tell: { [log] in DeliveryDesk.tell($0, log) }))
            try add(
                BrokerRun.name, Receiver(status: { run.status }, ring: { run.ring() }, stop: { run.stop() })
            ) { run.run($0) }
        #endif
    }

    private func add(
        _ name: String, _ receiver: Receiver, _ body: @escaping @Sendable (any MessageFeed) -> Void
    ) throws {
        let (outbox, path, plan, start, log) = (outbox, ledgerPath, plan, start, log)
        let thread = StageThread("wayside-tell") {
            do throws(LedgerError) {
                let feed = try LedgerFeed(
                    name, site: plan.site, alarms: plan.alarms, reader: try LedgerReader(path: path), outbox: outbox,
                    start: start)
                if feed.isForeign {
                    log.warning("\(name) was told of another ledger; it is told of this one from its end on")
                }
                body(feed)
            } catch { log.error("\(name): \(error); it is told nothing") }
        }
        running.withLock { running in
            running.receivers.append(receiver)
            running.threads.append(thread)
        }
    }

    /// Sends what is left, where the receivers take it in time, and ends. Blocks for some seconds at the most, except where
    /// the system takes longer to give up on a host.
    func end() {
        let (receivers, threads) = running.withLock { $0 }
        for receiver in receivers { receiver.stop() }
        for thread in threads { thread.wait() }
        running.withLock { $0 = ([], []) }
    }

    private static func tell(_ news: ReceiverNews, _ log: Logger) {
        switch news {
        case .up(let name): log.notice("\(name) answers")
        case .down(let name, let reason): log.warning("\(name) does not answer: \(reason); messages wait in the ledger")
        case .refused(let name, let ids, let reason):
            log.error("\(name) refuses \(ids.joined(separator: ", ")): \(reason); not sent again")
        case .ended(let name, let reason): log.error("\(name) is told nothing any more: \(reason)")
        }
    }
}
