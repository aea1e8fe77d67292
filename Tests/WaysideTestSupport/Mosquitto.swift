public import Foundation
import Glibc

/// A real broker, started for one test on a port that was free a moment ago, with a directory that is gone with the value.
public final class Mosquitto {
    public let port: Int
    public let directory = NSTemporaryDirectory() + "wayside-broker-" + UUID().uuidString
    private let options: String
    private var process: Process?

    /// - Parameter options: further lines of its configuration, given the directory.
    public init(_ options: (String) throws -> String = { _ in "allow_anonymous true" }) throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        port = try freePort()
        self.options = try options(directory)
        try start()
    }

    deinit {
        stop()
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// Starts it, again with everything that it had kept, and waits until it answers.
    public func start() throws {
        let file = directory + "/mosquitto.conf"
        try """
        listener \(port) 127.0.0.1
        \(options)
        persistence true
        persistence_location \(directory)/
        max_queued_messages 0
        user \(getuid() == 0 ? "root" : NSUserName())
        """.write(toFile: file, atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/sbin/mosquitto")
        process.arguments = ["-c", file]
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.runHearingSignals()
        self.process = process
        for _ in 0..<200 {
            if isListening(port) { return }
            guard process.isRunning else { throw POSIXError(.ECONNREFUSED) }
            usleep(50_000)
        }
        throw POSIXError(.ETIMEDOUT)
    }

    /// Stops it; what it had promised to keep is kept.
    public func stop() {
        process?.terminate()
        process?.waitUntilExit()
        process = nil
    }
}

/// Another program that subscribes, `mosquitto_sub`, in a session that the broker keeps while it is away.
public final class Listener {
    private static let probe = "probe"
    private let process = Process()
    private let file: String

    /// Listens; when this returns, the broker knows.
    public init(_ broker: Mosquitto, topic: String) throws {
        file = broker.directory + "/heard-" + UUID().uuidString
        _ = FileManager.default.createFile(atPath: file, contents: nil)
        // What is retained is told to whoever has subscribed.
        try runTool(
            "/usr/bin/mosquitto_pub", "-h", "127.0.0.1", "-p", "\(broker.port)", "-r", "-q", "1", "-t", Listener.probe,
            "-m", "there")
        process.executableURL = URL(fileURLWithPath: "/usr/bin/mosquitto_sub")
        process.arguments =
            ["-h", "127.0.0.1", "-p", "\(broker.port)", "-i", "listener", "-c", "-q", "1", "-F", "%t %p"]
            + ["-t", topic, "-t", Listener.probe]
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
        process.standardError = FileHandle.nullDevice
        try process.runHearingSignals()
        try wait(for: Listener.probe)
    }

    deinit { if process.isRunning { process.terminate() } }

    private func wait(for text: String) throws {
        while try !String(contentsOfFile: file, encoding: .utf8).contains(text) {
            guard process.isRunning else { throw POSIXError(.ECONNRESET) }
            usleep(5000)
        }
    }

    /// What was heard, as lines of topic and payload, when one with this text has come.
    public func heard(until last: String) throws -> [String] {
        try wait(for: last)
        let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map(String.init)
        return lines.filter { !$0.hasPrefix(Listener.probe) }
    }
}

extension Process {
    /// Starts the program so that it can be asked to end: it takes over which signals its starter does not hear, and the
    /// threads of tests hear none.
    public func runHearingSignals() throws {
        var all = sigset_t(), before = sigset_t()
        unsafe sigfillset(&all)
        unsafe pthread_sigmask(SIG_UNBLOCK, &all, &before)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
        try run()
    }
}

/// A port on which nobody listens.
public func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
            unsafe bind(descriptor, generic, length) == 0 && getsockname(descriptor, generic, &length) == 0
        }
    }
    guard isBound else { throw POSIXError(.EADDRINUSE) }
    return Int(UInt16(bigEndian: address.sin_port))
}

/// Whether somebody takes connections at a port of this machine.
func isListening(_ port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    address.sin_port = UInt16(port).bigEndian
    return unsafe withUnsafePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
            unsafe connect(descriptor, generic, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
    }
}

/// Runs a program of the system to its end.
public func runTool(_ path: String, _ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw POSIXError(.EINVAL) }
}
