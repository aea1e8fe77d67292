import Foundation
import Glibc

/// What the system says of this process.
struct ProcessFacts {
    let cpu_s: Double?
    let memory_bytes: Double?
    let openFiles: Double?
    let mostFiles: Double?

    init() {
        var usage = rusage()
        let isKnown = unsafe getrusage(RUSAGE_SELF.rawValue, &usage) == 0
        let seconds = { (time: timeval) in Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        cpu_s = isKnown ? seconds(usage.ru_utime) + seconds(usage.ru_stime) : nil
        let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ")
        memory_bytes = pages.flatMap { $0.count > 1 ? Double($0[1]) : nil }.map {
            $0 * Double(sysconf(Int32(_SC_PAGESIZE)))
        }
        openFiles = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")).map { Double($0.count - 1) }
        var limit = rlimit()
        mostFiles =
            unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 ? Double(limit.rlim_cur) : nil
    }
}
