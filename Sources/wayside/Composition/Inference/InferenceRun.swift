import Base
import Foundation
import Glibc
import Logging
import Objects
import Pipeline

/// The inference process from its model to its end.
struct InferenceRun {
    let model: String
    /// The store's directory and the runtime's; nil is where they usually are.
    let models: String?
    let runtime: String?
    let socket: String?
    let level: Logger.Level

    /// Runs until SIGTERM or SIGINT.
    /// - Throws: `Failure`: no such model, no runtime, no socket.
    func run() throws {
        let stop = Interruption.install(), environment = ProcessInfo.processInfo.environment
        let log = LineLog.logger(level, environment)
        let finder = try Failure.mapping { () throws(ModelError) in
            try ObjectFinders.open(model: model, models: models, runtime: runtime)
        }
        let path = InferencePaths.socket(named: socket, environment)
        let server: InferenceServer
        do throws(UnixSocketError) { server = try InferenceServer(path: path, finder: finder) } catch {
            throw Failure(inference: error)
        }
        let manager = ServiceManager(environment: environment, process: getpid())
        var reporter = InferenceReporter(log: log, manager: manager)
        log.notice("ready: \(finder.name), \(finder.inputSize.width)x\(finder.inputSize.height), at \(path)")
        manager?.send([.ready, .status(finder.name)])
        server.serve(until: stop) { reporter.tick($0, at_ns: monotonicClock_ns()) }
        manager?.send([.stopping])
        log.notice("stopped: \(InferenceReporter.words(server.counts))")
    }
}

/// Tells the log once a minute what has changed, and the service manager that all is well. It is called by the thread that
/// infers, so that a model that hangs is noticed.
struct InferenceReporter {
    private static let minute_ns: UInt64 = 60_000_000_000
    private let log: Logger
    private let manager: ServiceManager?
    private var told = InferenceCounts()
    private var nextReport_ns: UInt64 = 0
    private var nextWatchdog_ns: UInt64 = 0

    init(log: Logger, manager: ServiceManager?) { (self.log, self.manager) = (log, manager) }

    mutating func tick(_ counts: InferenceCounts, at_ns now_ns: UInt64) {
        if let manager, let watchdog_us = manager.watchdog_us, now_ns >= nextWatchdog_ns {
            manager.send([.watchdog])
            nextWatchdog_ns = now_ns + watchdog_us * 500
        }
        guard now_ns >= nextReport_ns, counts != told else { return }
        let isWorse = counts.failed > told.failed || counts.dismissed != told.dismissed
        (told, nextReport_ns) = (counts, now_ns + InferenceReporter.minute_ns)
        log.log(level: isWorse ? .warning : .debug, "\(InferenceReporter.words(counts))")
        manager?.send([.status(InferenceReporter.words(counts))])
    }

    /// E.g. `812 looks, 1 failed; 3 callers; callers let go: nonsense 2`.
    static func words(_ counts: InferenceCounts) -> String {
        var words = "\(counts.looks) looks, \(counts.failed) failed; \(counts.callers) callers"
        let dismissed = counts.dismissed.map { "\($0.key.rawValue) \($0.value)" }.sorted()
        if !dismissed.isEmpty { words += "; callers let go: \(dismissed.joined(separator: ", "))" }
        return words
    }
}

extension Failure {
    /// Why inference has no socket.
    init(inference error: UnixSocketError) {
        switch error {
        case .tooLong(let path, let bytes):
            self.init(
                .cannotCreate, "the socket's path has \(bytes) bytes, at most 107 are possible", at: path,
                mend: "name a shorter one with --socket")
        case .inUse(let path):
            self.init(
                .busy, "another `wayside inference` answers here", at: path,
                mend: "stop that one, or name another --socket")
        case .noAnswer(let path, let reason), .cannotMake(let path, let reason):
            self.init(
                .cannotCreate, "cannot make the socket: \(reason)", at: path,
                mend: "name one with --socket in a directory that can be written")
        }
    }
}
