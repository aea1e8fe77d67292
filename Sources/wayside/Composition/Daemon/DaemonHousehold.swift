import Base
import Ledger
import Logging
import Pipeline
import Report
import Score
import Serve
import Settings
import StrictYAML

/// What the HTTP side sees of the daemon.
struct DaemonHousehold: Household {
    let core: DaemonCore

    var ledgerPath: String { core.ledgerPath }
    var pictures: PictureStore { PictureStore(besideLedger: core.ledgerPath) }
    var version: String { Release.version }
    var now: Timestamp { DaemonCore.now() }

    var site: SiteFacts {
        let site = core.files.site
        var facts = SiteFacts(id: site.site.id, name: site.site.name ?? site.site.id, purpose: site.purpose)
        facts.organisation = site.site.organisation
        facts.keepEvents_ms = site.storage.keepEvents_ms
        facts.keepsPictures = site.storage.pictures
        facts.contact = site.site.contact
        return facts
    }

    var health: HealthFacts {
        let status = core.status, report = core.site.report
        var health = HealthFacts(policy: PolicyName(core.site.policy))
        health.state = status.state
        health.started = Timestamp(rfc3339: status.started) ?? now
        health.uptime_s = status.uptime_s
        (health.working, health.configured) = (report.working, report.configured)
        let queue = status.queue
        health.queue = (queue.capacity, queue.depth, queue.highest, queue.waits)
        (health.commits, health.events) = (status.ledger.commits, status.ledger.events)
        health.commit99_ms = status.ledger.p99_ms
        if !status.configuration.problems.isEmpty {
            health.problems.append("the last reload was refused; the log says why")
        }
        if core.verification.last?.findings.isEmpty == false {
            health.problems.append("the ledger was changed; `wayside ledger verify` names the first bad entry")
        }
        return health
    }

    var cameras: [CameraFacts] {
        let site = core.files.site
        let reports = Dictionary(core.site.report.cameras.map { ($0.id, $0) }) { $1 }
        return site.cameras.map { camera in
            let purpose = camera.settings.purpose ?? site.purpose, uses = camera.settings.uses ?? site.uses
            let masked = TransparencyContent.Camera(
                id: camera.settings.id, purpose: purpose, uses: uses, settings: camera.settings)
            var facts = CameraFacts(
                camera.settings, purpose: purpose, uses: uses, masked_permille: Int64(masked.masked_permille),
                state: "opening")
            if let report = reports[camera.settings.id] { facts.take(report) }
            return facts
        }
    }

    var metrics: MetricFamilies { DaemonMetrics(core).families }

    func act<Value: Sendable>(_ body: (SQLiteLedger) throws -> Value) throws -> Value { try core.site.act(body) }

    func policy(_ text: String) throws(Problem) -> Policy {
        do throws(Diagnostics) { return try PolicyReader.read(text: text, file: "policy").policy } catch {
            var problem = Problem(
                .unprocessable, "the policy has \(error.list.count) mistakes", mend: "see `problems`")
            problem.lines = error.list.map {
                Problem.Line(line: $0.line, column: $0.column, message: $0.message, mend: $0.mend)
            }
            throw problem
        }
    }

    func note(_ failure: String) { core.log.error("\(failure)") }

    func picture(of camera: String) throws -> CameraPicture? {
        core.site.picture(of: camera).map { CameraPicture(jpeg: $0.jpeg, time: $0.time, followed: $0.followed) }
    }
}

extension CameraFacts {
    /// What a report says of the camera.
    fileprivate mutating func take(_ report: CameraReport) {
        // Without where: a place is a path, and concerns nobody who asks over HTTP.
        (state, reason) = report.condition.words
        if case .failed(let error) = report.condition { reason = error.what }
        (format, rate_fps) = (report.format, report.rate_fps)
        if let p50 = report.delays?.percentile_ms(0.5), let p99 = report.delays?.percentile_ms(0.99),
            let longest = report.delays?.longest_ms
        {
            delay_ms = (p50, p99, longest)
        }
        let frames = report.frames
        (received, processed) = (frames.received, frames.processed)
        skipped = Dictionary(uniqueKeysWithValues: frames.skippedByReason.map { ($0.reason.rawValue, $0.count) })
        dropped = Dictionary(uniqueKeysWithValues: frames.dropped.byReason.map { ($0.reason, $0.count) })
        losses = Dictionary(uniqueKeysWithValues: frames.lossesByReason.map { ($0.reason.rawValue, $0.count) })
        (first, last, starts, returns) = (frames.first, frames.last, report.starts, report.returns)
        hasPicture = report.condition == .running && processed > 0
    }
}
