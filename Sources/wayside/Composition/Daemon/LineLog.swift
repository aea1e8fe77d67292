import Base
import Glibc
import Logging

/// Writes log records to standard error, one line each. Under journald each begins with its priority, `<4>` for a warning
/// (`sd-daemon(3)`), and the journal adds the time; else with time and level. Control characters are written out: what files
/// and devices say must not steer a terminal or make lines of its own.
struct LineLog: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    private let isJournal: Bool
    private let now: @Sendable () -> String
    private let write: @Sendable (String) -> Void

    /// - Parameters:
    ///   - isJournal: whether standard error is journald's; see `isJournal(_:)`.
    ///   - now: the time as text.
    init(
        level: Logger.Level, isJournal: Bool, now: @escaping @Sendable () -> String,
        write: @escaping @Sendable (String) -> Void = LineLog.toStandardError
    ) {
        (logLevel, self.isJournal, self.now, self.write) = (level, isJournal, now, write)
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var words = event.message.description
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        if let camera = all["camera"] { words = "camera \(camera): \(words)" }
        for (key, value) in all.sorted(by: { $0.key < $1.key }) where key != "camera" { words += " \(key)=\(value)" }
        let line = ControlCharacters.writtenOut(words)
        write(isJournal ? "<\(event.level.priority)>\(line)\n" : "\(now()) \(event.level.rawValue) \(line)\n")
    }

    /// A logger that writes to standard error in the form that fits it.
    static func logger(_ level: Logger.Level, _ environment: [String: String]) -> Logger {
        let handler = LineLog(level: level, isJournal: isJournal(environment), now: { Timestamp.now.rfc3339 })
        var log = Logger(label: "wayside") { _ in handler }
        log.logLevel = level
        return log
    }

    /// Whether standard error is the stream that `JOURNAL_STREAM` names as `device:inode` (`systemd.exec(5)`); it may have
    /// been led elsewhere since.
    static func isJournal(_ environment: [String: String]) -> Bool {
        guard let stream = environment["JOURNAL_STREAM"] else { return false }
        var status = stat()
        guard unsafe fstat(STDERR_FILENO, &status) == 0 else { return false }
        return stream == "\(status.st_dev):\(status.st_ino)"
    }

    /// One call, so that lines of several threads do not mix; a log that cannot be written stops nothing.
    private static func toStandardError(_ line: String) {
        let bytes = Array(line.utf8)
        _ = unsafe Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }
}

extension Logger.Level {
    /// Priority as in `syslog(3)`.
    var priority: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
