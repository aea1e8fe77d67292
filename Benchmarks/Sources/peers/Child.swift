import CBench
import Foundation

/// A program that this one started on one processor.
struct Child {
    /// What it used until it ended.
    struct Usage {
        /// User and system time of all its threads.
        var cpu_us: Double
        /// Most resident memory.
        var peak_MiB: Double
        var output: String
    }

    let pid: Int32
    private let name: String
    private let outputFile: String

    /// Starts a program, found by PATH; its words go where ours go, its output to a file in `work`.
    static func start(_ arguments: [String], work: String, processor: Int) throws -> Child {
        let output = work + "/output"
        var words = arguments.map { strdup($0) }
        defer { for word in words { free(word) } }
        words.append(nil)
        let pid = words.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: UnsafePointer<CChar>?.self) {
                cbench_start($0.baseAddress!, output, Int32(processor))
            }
        }
        guard pid > 0 else { throw Problem("cannot start \(arguments[0])") }
        return Child(pid: pid, name: arguments[0], outputFile: output)
    }

    /// Waits for the end, which must be a good one unless it was asked for by a signal.
    func end(signal: Int32 = 0) throws -> Usage {
        var cpu_ns: Int64 = 0, peak_KiB: Int64 = 0
        let code = cbench_end(pid, signal, &cpu_ns, &peak_KiB)
        guard code == 0 || signal != 0 else { throw Problem("\(name) ended with \(code)") }
        let output = (try? String(contentsOfFile: outputFile, encoding: .utf8)) ?? ""
        return Usage(cpu_us: Double(cpu_ns) / 1000, peak_MiB: Double(peak_KiB) / 1024, output: output)
    }

    /// Runs a program to its end.
    static func run(_ arguments: [String], work: String, processor: Int) throws -> Usage {
        try start(arguments, work: work, processor: processor).end()
    }
}

/// Why nothing was measured, in one line.
struct Problem: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
