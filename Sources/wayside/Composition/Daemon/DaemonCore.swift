import Base
import Capture
import Settings
import Foundation
import Glibc
import Ledger
import Logging
import Pipeline
import Score
import Synchronization

/// What all services of a daemon share: the site that runs, the configuration in force, and those who are told about it.
final class DaemonCore: Sendable {
    let site: SiteRun
    let log: Logger
    let manager: ServiceManager?
    /// What happens in the site, for the service that runs it.
    let news: AsyncStream<SiteNews>
    /// Who looks at parts of pictures; nil when the configuration names nobody.
    let objects: DaemonObjects?
    private let plans: CameraPlans
    private let state: Mutex<State>
    let ledgerPath: String
    private let started: Date
    private let started_ns: UInt64
    /// Who is told; nil when nobody is.
    let delivery: DeliveryDesk?
    /// Rings when events are committed.
    let bell = CommitBell()
    /// Whether the ledger is whole, as far as that was looked at.
    let verification: LedgerVerification

    private struct State {
        var files: DaemonFiles
        var words = "running"
        var configuration: StatusDocument.Configuration
    }

    /// Opens everything that must be there; cameras are started by `startCameras`.
    /// - Throws: `Failure`.
    init(_ files: DaemonFiles, state directory: String, sinks: [any EventSink], log: Logger, manager: ServiceManager?)
        throws
    {
        (self.log, self.manager) = (log, manager)
        (started, started_ns) = (Date(), monotonicClock_ns())
        state = Mutex(State(files: files, configuration: .init(file: files.site.file)))
        objects = files.site.objects.map { DaemonObjects($0, log: log) }
        let keeps = files.site.storage.pictures
        plans = CameraPlans(objects: objects, keepsPictures: keeps || files.site.serve != nil) { id, news in
            log.log(level: .init(news.weight), "\(news.words)", metadata: ["camera": "\(id)"])
        }
        let session = try LedgerSession(
            directory: directory, policy: files.policy, from: files.beginning ?? DaemonCore.now(),
            purposes: CameraPurposes(files.site))
        ledgerPath = session.ledger.path
        verification = LedgerVerification(ledger: session.ledger.path, log: log)
        let (news, feed) = AsyncStream.makeStream(of: SiteNews.self)
        self.news = news
        let plan = try DeliveryPlan(files.site)
        delivery =
            plan.isEmpty ? nil : try DeliveryDesk(plan, state: directory, ledger: session.ledger, log: log)
        if let delivery {
            bell.attach { delivery.ring() }
            bell.count(delivery.alarms)
        }
        site = SiteRun(
            site: files.site.site.id, ledger: session.ledger, scorer: session.scorer, sinks: sinks + [bell],
            album: keeps
                ? PictureAlbum(PictureStore(state: directory)) { log.error("\($0)") } : nil,
            tell: { feed.yield($0) })
    }

    /// The configuration in force, with its policy.
    var files: DaemonFiles { state.withLock { $0.files } }

    /// When the daemon began, in Unix time.
    var startTime_s: Double { started.timeIntervalSince1970 }

    /// Begins to tell whoever is to be told. To be called once.
    func startDelivery() throws {
        try delivery?.begin(cameras: { [site] in site.givingPictures }, policy: { [site] in site.policy })
    }

    /// Starts every configured camera, after a moment for the inference process if there is to be one. Blocks.
    func startCameras() {
        objects?.link.begin(patience_ms: DaemonObjects.patience_ms)
        for camera in state.withLock({ $0.files.site.cameras }) { start(camera) }
    }

    private func start(_ camera: SiteConfiguration.Camera) {
        log.info("starting \(camera.source)", metadata: ["camera": "\(camera.settings.id)"])
        site.start(plans.plan(camera))
    }

    /// Tells people and programs what the daemon is doing now.
    func become(_ words: String) { state.withLock { $0.words = words } }

    /// Reads the configuration again and changes what has changed; what is wrong leaves everything as it was. Blocks.
    func reload() {
        log.info("reading the configuration again")
        do {
            let old = state.withLock { $0.files }
            let files = try DaemonFiles(old.site.file)
            let change = SiteChange(from: old.site, to: files.site, failed: site.failed)
            if !change.refused.isEmpty { throw DaemonCore.refusal(change.refused, file: files.site.file) }
            for warning in files.warnings { log.warning("\(warning)") }
            // Before a camera is started whose data may be used for something else now.
            try Failure.mapping { () throws(LedgerError) in
                try site.enterPurposes(CameraPurposes(files.site).entries, at: DaemonCore.now())
            }
            for id in change.stopped { site.stop(id) }
            for camera in change.started { start(camera) }
            let policy = files.policy.policy, isNew = policy.hash != site.policy.hash
            try Failure.mapping { () throws(LedgerError) in
                try site.activate(policy, bytes: files.policy.bytes, at: DaemonCore.now())
            }
            state.withLock { state in
                state.files = files
                state.configuration.reloads += 1
                state.configuration.problems = []
            }
            let words = isNew ? ", policy \(policy.id) version \(policy.version)" : ""
            log.notice("configuration taken: \(change.words)\(words)")
        } catch {
            refuse((error as? Failure)?.lines ?? ["\(error)"])
        }
    }

    private static func refusal(_ words: [String], file: String) -> Failure {
        Failure(.configuration, lines: words.map { "\(file): \($0); this needs a restart" })
    }

    private func refuse(_ lines: [String]) {
        for line in lines { log.error("\(line)") }
        log.error("configuration refused; the one before stays in force")
        state.withLock { state in
            state.configuration.refused += 1
            state.configuration.problems = lines
        }
    }

    /// Everything that can be asked.
    var status: StatusDocument {
        let state = state.withLock { $0 }
        let daemon = StatusDocument.Daemon(
            process: getpid(), site: state.files.site.site.id, state: state.words,
            started: Timestamp(microseconds: Int64(started.timeIntervalSince1970 * 1e6)).rfc3339,
            uptime_s: Double(monotonicClock_ns() - started_ns) / 1e9, ledger: ledgerPath)
        return StatusDocument(
            daemon, configuration: state.configuration, policy: site.policy, objects: objects?.status,
            report: site.report)
    }

    /// One line about how it goes.
    var summary: String {
        let report = site.report
        return "\(report.working) of \(report.configured) cameras, \(report.commits.events) events, "
            + "\(report.commits.entries) ledger entries"
    }

    /// The wall clock: for what a person does, such as giving a policy, when no picture has said what time it is.
    static func now() -> Timestamp { Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1e6)) }
}
