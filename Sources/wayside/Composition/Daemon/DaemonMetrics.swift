import Base
import Foundation
import Glibc
import Messages
import Pipeline
import Queue
import Score
import Serve

/// The daemon's metrics, from values in memory; docs/metrics.md has every name.
struct DaemonMetrics {
    private let core: DaemonCore
    private let report: SiteReport
    private let status: StatusDocument

    init(_ core: DaemonCore) { (self.core, report, status) = (core, core.site.report, core.status) }

    var families: MetricFamilies {
        var metrics = MetricFamilies()
        addCameras(to: &metrics)
        addStages(to: &metrics)
        addState(to: &metrics)
        addReceivers(to: &metrics)
        addProgram(to: &metrics)
        addProcess(to: &metrics)
        return metrics
    }

    private static func camera(_ id: String) -> MetricLabel { MetricLabel("camera", id) }

    // MARK: Cameras

    /// Cameras of the configuration; a removed one takes its series along.
    private var cameras: [CameraReport] { report.cameras.filter { $0.condition != .removed } }

    private func each(_ value: (CameraReport) -> Double?) -> [MetricSample] {
        cameras.compactMap { camera in value(camera).map { MetricSample([Self.camera(camera.id)], $0) } }
    }

    private func each<Reason: RawRepresentable<String> & CaseIterable>(
        _ label: String, _ type: Reason.Type, _ count: (CameraReport, Reason) -> Int
    ) -> [MetricSample] {
        cameras.flatMap { camera in
            Reason.allCases.map { reason in
                MetricSample(
                    [Self.camera(camera.id), MetricLabel(label, reason.rawValue)], Double(count(camera, reason)))
            }
        }
    }

    private func addCameras(to metrics: inout MetricFamilies) {
        metrics.add(
            .gauge, "camera_up", "1 while pictures come.",
            each { $0.condition == .finished ? nil : $0.condition == .running ? 1 : 0 })
        metrics.add(
            .counter, "frames", "Pictures by what became of them.",
            cameras.flatMap { camera in
                let frames = camera.frames, skipped = frames.received - frames.processed
                return [("processed", frames.processed), ("skipped", skipped), ("dropped", frames.dropped.all)].map {
                    MetricSample([Self.camera(camera.id), MetricLabel("result", $0.0)], Double($0.1))
                }
            })
        metrics.add(.counter, "frames_unused", "Pictures that were skipped or dropped, by why.", unused)
        metrics.add(
            .gauge, "frame_age_seconds", "How long ago detection was through with a picture.",
            each { $0.condition == .finished ? nil : $0.sincePicture_s })
        metrics.add(
            .counter, "camera_starts", "How often the source was opened from the beginning.", each { Double($0.starts) }
        )
        metrics.add(
            .counter, "camera_reconnects", "How often a live camera came back by itself.", each { Double($0.returns) })
        metrics.add(
            .counter, "signal_losses", "Signals lost, by why.",
            each("reason", LossReason.self) { $0.frames.losses[$1] ?? 0 })
        metrics.add(
            .counter, "clock_steps", "How often the wall clock was set under a live camera.",
            each { Double($0.frames.clockSteps) })
        metrics.add(.counter, "events", "Events that were committed.", each { Double($0.events) })
        guard core.objects != nil else { return }
        metrics.add(
            .counter, "looks", "Parts of pictures that an object finder was asked about, by what became of them.",
            each("result", LookCounts.Outcome.self) { $0.frames.looks[$1] })
    }

    private var unused: [MetricSample] {
        let skipped = each("reason", SkipReason.self) { $0.frames.skipped[$1] ?? 0 }
        let dropped = cameras.flatMap { camera in
            [("driver", camera.frames.dropped.driver), ("overload", camera.frames.dropped.overload)].map {
                MetricSample([Self.camera(camera.id), MetricLabel("reason", $0.0)], Double($0.1))
            }
        }
        return skipped + dropped
    }

    // MARK: Stages and what is kept

    private func addStages(to metrics: inout MetricFamilies) {
        var detected = LatencyHistogram()
        for camera in report.cameras { detected.merge(camera.detected) }
        metrics.add(
            "stage_duration_seconds",
            "From when a picture was complete to the end of detection, and to its events' commit.",
            [
                ([MetricLabel("stage", "detection")], MetricHistogram(detected)),
                ([MetricLabel("stage", "commit")], MetricHistogram(report.commits.latency)),
            ])
        metrics.add(.gauge, "queue_depth", "Observations between detection and scoring.", Double(report.queue.depth))
        metrics.add(.gauge, "queue_capacity", "How many there may be.", Double(report.queue.capacity))
        metrics.add(.counter, "queue_waits", "How often a camera had to wait for room.", Double(report.queue.waits))
        let last = report.commits.entries > 0 ? Double(report.commits.entries - 1) : nil
        metrics.add(.gauge, "ledger_last_sequence", "Number of the last entry.", last)
        metrics.add(.counter, "ledger_commits", "Transactions on the disk.", Double(report.commits.commits))
        metrics.add(
            "ledger_commit_seconds", "How long a transaction took.",
            [([], MetricHistogram(report.commits.transactions))])
        metrics.add(
            .counter, "ledger_duplicates", "Observations that the ledger had already.",
            Double(report.commits.duplicates))
    }

    private func addState(to metrics: inout MetricFamilies) {
        var disk = statvfs()
        if unsafe statvfs(core.ledgerPath, &disk) == 0 {
            let block = Double(disk.f_frsize)
            metrics.add(
                .gauge, "state_size_bytes", "Size of the file system of the state directory.",
                Double(disk.f_blocks) * block)
            metrics.add(
                .gauge, "state_free_bytes", "What of it an ordinary user may still use.", Double(disk.f_bavail) * block)
        }
        let verified = core.verification.last
        metrics.add(
            .gauge, "ledger_verified", "1 when the last verification found the ledger whole.",
            verified.map { $0.findings.isEmpty ? 1 : 0 })
        metrics.add(
            .gauge, "ledger_verified_timestamp_seconds", "When that was, in Unix time.", verified?.time_s)
        guard let objects = status.objects else { return }
        metrics.add(
            .gauge, "finder_up", "1 while `wayside inference` answers.", objects.state == "answering" ? 1 : 0)
        metrics.add(.counter, "finder_outages", "How often it stopped answering.", Double(objects.outages))
    }

    // MARK: What leaves the house

    private func addReceivers(to metrics: inout MetricFamilies) {
        guard let receivers = core.delivery?.statuses else { return }
        let label = { (receiver: ReceiverStatus) in MetricLabel("sink", receiver.name) }
        metrics.add(
            .gauge, "sink_up", "1 while the far end answers.",
            receivers.map { MetricSample([label($0)], $0.isUp ? 1 : 0) })
        metrics.add(
            .gauge, "sink_pending_entries", "Entries of the ledger that the far end has not been told of.",
            receivers.map { MetricSample([label($0)], Double($0.behind)) })
        metrics.add(
            .counter, "sink_deliveries", "Messages by what the far end said, and attempts to which it said nothing.",
            receivers.flatMap { receiver in
                [
                    ("acknowledged", receiver.acknowledged), ("refused", receiver.refused),
                    ("unreachable", receiver.failed),
                ].map { MetricSample([label(receiver), MetricLabel("result", $0.0)], Double($0.1)) }
            })
        guard let alarms = core.bell.alarms else { return }
        metrics.add(
            .counter, "alarms", "Alarms by where they went.",
            CommitBell.Route.allCases.map {
                MetricSample([MetricLabel("route", $0.rawValue)], Double(alarms[$0] ?? 0))
            })
    }

    // MARK: The program

    private func addProgram(to metrics: inout MetricFamilies) {
        metrics.add(
            .info, "build", "The version that runs.", [MetricSample([MetricLabel("version", Release.version)], 1)])
        let policy = core.site.policy
        metrics.add(
            .info, "policy", "The policy that applies.",
            [
                MetricSample(
                    [
                        MetricLabel("policy", policy.id), MetricLabel("version", String(policy.version)),
                        MetricLabel("hash", String(policy.hash.prefix(12))),
                    ], 1)
            ])
        let configuration = status.configuration
        metrics.add(
            .counter, "configuration_reloads", "Reloads that were taken or refused.",
            [("taken", configuration.reloads), ("refused", configuration.refused)].map {
                MetricSample([MetricLabel("result", $0.0)], Double($0.1))
            })
        metrics.add(
            .gauge, "configuration_current", "1 when what is on the disk was taken at the last reload.",
            configuration.problems.isEmpty ? 1 : 0)
    }

    private func addProcess(to metrics: inout MetricFamilies) {
        let process = ProcessFacts()
        metrics.add(.gauge, "process_start_time_seconds", "When the process began, in Unix time.", core.startTime_s)
        metrics.add(.counter, "process_cpu_seconds", "Processor time, user's and system's.", process.cpu_s)
        metrics.add(.gauge, "process_resident_memory_bytes", "Memory in use.", process.memory_bytes)
        metrics.add(.gauge, "process_open_fds", "File descriptors in use.", process.openFiles)
        metrics.add(.gauge, "process_max_fds", "How many there may be.", process.mostFiles)
    }
}

extension MetricHistogram {
    /// What was counted in finer buckets.
    init(_ delays: LatencyHistogram) {
        let edges_ns = MetricHistogram.edges_us.map { UInt64($0) * 1000 }
        self.init(
            cumulative: edges_ns.map { Int64(delays.count(upTo_ns: $0)) } + [Int64(delays.count)],
            sum_s: Double(delays.total_ns) / 1e9)
    }
}
