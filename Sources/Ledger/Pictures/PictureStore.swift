public import Base
internal import Foundation
internal import Glibc

/// Masked pictures of events, kept beside the ledger as files for their owner alone, where the operator has turned that on:
/// `pictures/MILLISECONDS-EVENT.jpg`. No entry commits to one: whether pictures are kept changes neither events nor root, and one
/// that is erased leaves nothing behind.
public struct PictureStore: Sendable {
    /// One that is kept.
    public struct Kept: Hashable, Sendable {
        /// Id of its event.
        public let event: String
        public let time: Timestamp
    }

    private let directory: String

    /// The pictures of a state directory; nothing is made until one is kept.
    public init(state: String) { directory = state + "/pictures" }

    /// Those beside a ledger's file.
    public init(besideLedger path: String) {
        self.init(state: path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ".")
    }

    /// Keeps a picture; one that is there already stays.
    /// - Throws: what the file system says.
    public func keep(_ jpeg: [UInt8], of event: String, at time: Timestamp) throws {
        guard let path = path(event, time), unsafe access(path, F_OK) != 0 else { return }
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let part = path + ".part"
        let isWritten = FileManager.default.createFile(
            atPath: part, contents: Data(jpeg), attributes: [.posixPermissions: 0o600])
        guard isWritten, unsafe rename(part, path) == 0 else {
            let reason = errno
            unsafe unlink(part)
            throw POSIXError(POSIXErrorCode(rawValue: reason) ?? .EIO)
        }
    }

    /// The picture of an event; nil when none is kept.
    public func read(_ event: String, at time: Timestamp) -> [UInt8]? {
        path(event, time).flatMap { FileManager.default.contents(atPath: $0) }.map { [UInt8]($0) }
    }

    /// Whether a picture of an event is kept.
    public func has(_ event: String, at time: Timestamp) -> Bool {
        path(event, time).map { unsafe access($0, F_OK) == 0 } ?? false
    }

    /// Every picture that is kept, in order of time. Cost: reads the directory.
    public var all: [Kept] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        let kept = names.compactMap { name -> Kept? in
            let parts = name.split(separator: "-")
            guard parts.count == 2, parts[1].hasSuffix(".jpg"), let time_ms = Int64(parts[0]) else { return nil }
            return Kept(event: String(parts[1].dropLast(4)), time: Timestamp(microseconds: time_ms * 1000))
        }
        return kept.sorted { ($0.time, $0.event) < ($1.time, $1.event) }
    }

    /// Takes a picture away.
    public func erase(_ kept: Kept) throws {
        guard let path = path(kept.event, kept.time) else { return }
        try FileManager.default.removeItem(atPath: path)
    }

    /// Nil for what is no id: nothing else may become part of a path.
    private func path(_ event: String, _ time: Timestamp) -> String? {
        guard event.utf8.count == 32,
            event.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        return "\(directory)/\(time.milliseconds)-\(event).jpg"
    }
}
