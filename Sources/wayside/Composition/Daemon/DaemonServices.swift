import Base
import Foundation
import Logging
import Pipeline
import ServiceLifecycle
import UnixSignals

/// Looks after the cameras, which run already, until the daemon is asked to stop, then drains. When scoring fails, so does the daemon: what cannot be
/// kept must not be observed.
struct CameraService: Service {
    let core: DaemonCore

    func run() async throws {
        try await withGracefulShutdownHandler {
            for await news in core.news {
                switch news {
                case .cameraEnded(let id, nil):
                    core.log.notice("the source has ended", metadata: ["camera": "\(id)"])
                case .cameraEnded(let id, let error?):
                    core.log.error(
                        "\(error.place): \(error.what); \(error.mend)", metadata: ["camera": "\(id)"])
                case .scoringEnded: return try await drain()
                }
            }
        } onGracefulShutdown: {
            core.become("stopping")
            core.manager?.send([.stopping, .status("stopping")])
            core.log.notice("stopping: finishing what was seen")
            // A second signal ends the process at once; the ledger is whole then too.
            Interruption.restoreDefault()
            Task { try? await Blocking.run { try core.site.drain() } }
        }
    }

    private func drain() async throws {
        do {
            try await Blocking.run { [core] in try core.site.drain() }
        } catch let error as ReplayError {
            throw Failure(error)
        }
        let commits = core.site.report.commits
        core.log.notice("stopped: \(commits.events) events seen, \(commits.entries) ledger entries, all committed")
    }
}

/// Takes SIGHUP as the wish that the configuration be read again, and says when the daemon is ready.
struct ReloadService: Service {
    let core: DaemonCore
    /// SIGHUP, from before the configuration was read: one that comes while the daemon starts must not end it, nor be missed.
    let signals: UnixSignalsSequence

    func run() async throws {
        core.log.notice("ready: \(core.summary)")
        core.manager?.send([.ready, .status(core.summary)])
        for await _ in signals.cancelOnGracefulShutdown() {
            core.become("reloading")
            core.manager?.send([.reloading(at_ns: monotonicClock_ns()), .status("reading the configuration again")])
            try await Blocking.run { [core] in core.reload() }
            core.become("running")
            core.manager?.send([.ready, .status(core.summary)])
        }
    }
}

/// Measures rates, and tells the service manager how it goes and, when every stage gets on, that all is well.
struct HealthService: Service {
    let core: DaemonCore

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var judge = WatchdogJudge(), stuck: [String] = [], nextWatchdog_ns: UInt64 = 0, nextStatus_ns: UInt64 = 0
            repeat {
                let now_ns = monotonicClock_ns()
                core.site.measureRates(at_ns: now_ns)
                if let link = core.objects?.link { try? await Blocking.run { link.check() } }
                if let manager = core.manager {
                    if let watchdog_us = manager.watchdog_us, now_ns >= nextWatchdog_ns {
                        stuck = report(manager, &judge, told: stuck)
                        // At half of what is allowed; but when something is stuck, as soon as it gets on.
                        if stuck.isEmpty { nextWatchdog_ns = now_ns + watchdog_us * 500 }
                    }
                    if now_ns >= nextStatus_ns, core.status.state == "running" {
                        nextStatus_ns = now_ns + 10_000_000_000
                        manager.send([.status(core.summary)])
                    }
                }
            } while await HealthService.second()
        }
    }

    /// - Parameter told: what was stuck a second ago; the same is not logged again.
    /// - Returns: what is stuck now.
    private func report(_ manager: ServiceManager, _ judge: inout WatchdogJudge, told: [String]) -> [String] {
        let stuck = judge.stuck(core.site.readings)
        if stuck.isEmpty {
            manager.send([.watchdog])
        } else if stuck != told {
            core.log.error("no progress: \(stuck.joined(separator: ", ")); the watchdog is not answered")
        }
        return stuck
    }

    /// A second later; false when the service ends.
    private static func second() async -> Bool {
        do { try await Task.sleep(for: .seconds(1)) } catch { return false }
        return true
    }
}

/// Ends what tells others, after the cameras: what they saw last is told too, where it is taken at once.
struct DeliveryService: Service {
    let core: DaemonCore

    func run() async throws {
        try? await gracefulShutdown()
        try await Blocking.run { [core] in core.delivery?.end() }
    }
}

/// Answers whoever asks the status socket.
struct StatusService: Service {
    let core: DaemonCore
    let socket: StatusSocket

    func run() async throws {
        socket.serve { [core] in core.status.json + "\n" }
        try? await gracefulShutdown()
        try await Blocking.run { [socket] in socket.end() }
    }
}
