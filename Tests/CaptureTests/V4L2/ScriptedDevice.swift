import Base
import CScriptedV4L2
import Capture
import Foundation
import Synchronization

/// The scripted camera as tests use it.
enum ScriptedDevice {
    static let path = "scripted:0"

    static func open(_ request: FormatRequest = FormatRequest(), journal: CameraJournal? = nil) throws(CameraFault)
        -> V4L2Stream
    {
        try V4L2Stream(path: path, request: request, journal: journal)
    }

    /// Fills a buffer with the text; false when the driver has none to fill.
    @discardableResult
    static func fill(_ text: String, sequence: UInt32 = 0, time_us: UInt64 = 0, flags: UInt32 = monotonic) -> Bool {
        unsafe scripted_fill(text, UInt32(text.utf8.count), sequence, time_us, flags)
    }

    /// V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC and V4L2_BUF_FLAG_ERROR.
    static let monotonic: UInt32 = 0x2000, faulty: UInt32 = 0x0040
}

/// Descriptors and mappings of this process that belong to the scripted camera.
func heldByScriptedDevice() -> (descriptors: Int, mappings: Int) {
    let folder = "/proc/self/fd/"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let targets = names.map { (try? FileManager.default.destinationOfSymbolicLink(atPath: folder + $0)) ?? "" }
    let bytes = FileHandle(forReadingAtPath: "/proc/self/maps")?.readDataToEndOfFile() ?? Data()
    let mappings = String(decoding: bytes, as: UTF8.self)
    return (
        targets.count { $0.contains("memfd:scripted") },
        mappings.split(separator: "\n").count { $0.contains("memfd:scripted") }
    )
}

/// News in the order in which they were told.
final class NewsBook: Sendable {
    private let book = Mutex<[CameraJournal.News]>([])
    var all: [CameraJournal.News] { book.withLock { $0 } }
    var journal: CameraJournal { CameraJournal { [self] news in book.withLock { $0.append(news) } } }
}
