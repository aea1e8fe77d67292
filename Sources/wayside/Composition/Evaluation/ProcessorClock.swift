import Foundation
import Glibc

/// Processor time that this program has used, in all its threads: what a picture costs does not depend on who else uses the
/// machine, as far as a machine allows that.
enum ProcessorClock {
    /// Milliseconds since the program began; 0 where the system has no such clock.
    static func now_ms() -> Double {
        var time = timespec()
        guard unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return 0 }
        return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1e6
    }

    /// The processor's name, for the heading of costs.
    static func name() -> String {
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        let name = line?.split(separator: ":").last?.trimmingCharacters(in: .whitespaces)
        return name.flatMap { $0.isEmpty ? nil : $0 } ?? "a processor without a name"
    }
}
