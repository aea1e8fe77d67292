import Base
import Capture
import Settings
import Foundation
import Glibc
import Logging
import Pipeline
import ServiceLifecycle
import UnixSignals

/// A daemon from its files to its end.
struct DaemonRun {
    let config: String
    /// Where committed events are appended; nil writes none.
    let events: String?
    let level: Logger.Level

    /// Runs until SIGTERM or SIGINT, or until the ledger fails.
    /// - Throws: `Failure`; before anything runs, for what is wrong with files, directories and sockets.
    func run() throws {
        do { try Blocking.wait { try await start() } } catch let failure as Failure { throw failure } catch {
            throw Failure(.bug, lines: ["a service ended unexpectedly: \(error)"])
        }
    }

    private func start() async throws {
        Interruption.takeOver()
        let reloads = await UnixSignalsSequence(trapping: .sighup)
        let environment = ProcessInfo.processInfo.environment
        let log = LineLog.logger(level, environment)
        let files = try DaemonFiles(config)
        for warning in files.warnings { log.warning("\(warning)") }
        let state = DaemonPaths.state(files.site.storage, environment)
        try DaemonPaths.prepare(state)
        let manager = ServiceManager(environment: environment, process: getpid())
        let core = try DaemonCore(
            files, state: state, sinks: try events.map { [try EventFile.sink($0)] } ?? [], log: log, manager: manager)
        let socket: StatusSocket
        do throws(UnixSocketError) {
            socket = try StatusSocket(path: DaemonPaths.socket(state: state, environment))
        } catch { throw Failure(error) }
        try await Blocking.run { try core.startDelivery() }
        let serve = try files.site.serve.map { try DaemonServe($0, core, log: log) }
        // Before the services, so that whoever hears that the daemon is ready finds its cameras at work.
        try await Blocking.run { core.startCameras() }
        try await ServiceGroup(configuration: DaemonRun.group(core, socket, reloads, serve)).run()
    }

    /// They stop in the reverse order: event streams and connections end, no more reloads, then the cameras, then whoever is told,
    /// and watchdog and status to the last.
    private static func group(
        _ core: DaemonCore, _ socket: StatusSocket, _ reloads: UnixSignalsSequence, _ serve: DaemonServe?
    ) -> ServiceGroupConfiguration {
        let services: [any Service] =
            [
                StatusService(core: core, socket: socket), HealthService(core: core), DeliveryService(core: core),
                VerificationService(core: core), CameraService(core: core),
                ReloadService(core: core, signals: reloads),
            ] + (serve.map { [$0.server, $0.hub] } ?? [])
        var silent = Logger(label: "wayside.services") { _ in SwiftLogNoOpLogHandler() }
        silent.logLevel = .critical
        return ServiceGroupConfiguration(
            services: services.map {
                .init(
                    service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup)
            },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: silent)
    }
}

extension Failure {
    /// Why there is no status socket, or no answer from one.
    init(_ error: UnixSocketError) {
        switch error {
        case .tooLong(let path, let bytes):
            self.init(
                .cannotCreate, "the socket's path has \(bytes) bytes, at most 107 are possible", at: path,
                mend: "use a shorter state directory, or set RUNTIME_DIRECTORY to a short one")
        case .inUse(let path):
            self.init(.busy, "another daemon answers here", at: path, mend: "stop that one first")
        case .noAnswer(let path, let reason):
            self.init(
                .unavailable, "no daemon answers: \(reason)", at: path,
                mend: "start it with `wayside daemon`, or name its --socket, --state or --config")
        case .cannotMake(let path, let reason):
            self.init(
                .cannotCreate, "cannot make the socket: \(reason)", at: path, mend: "check the directory's rights")
        }
    }
}

extension Logger.Level {
    /// The level of what a camera tells.
    init(_ weight: CameraJournal.Weight) {
        self =
            switch weight {
            case .error: .error
            case .warning: .warning
            case .notice: .notice
            case .info: .info
            case .debug: .debug
            }
    }
}
