internal import Foundation
internal import Glibc

/// A file of an export while it is written: new, for its owner alone, and on the disk once it is finished.
struct ExportFile: ~Copyable {
    private let path: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    /// Bytes that are gathered before they are written.
    private static let most = 1 << 20

    /// Makes the file, and the directory that it lies in.
    init(_ path: String) throws(ExportError) {
        let directory = (path as NSString).deletingLastPathComponent
        do {
            try FileManager.default.createDirectory(
                atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch { throw .cannotWrite(path: directory, reason: "the directory cannot be made") }
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .cannotWrite(path: path, reason: systemReason()) }
        (self.path, self.descriptor) = (path, descriptor)
        buffer.reserveCapacity(Self.most + 4096)
    }

    deinit { close(descriptor) }

    mutating func write(_ bytes: some Sequence<UInt8>) throws(ExportError) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.most { try flush() }
    }

    /// Writes a text and a line feed.
    mutating func write(line: String) throws(ExportError) {
        buffer.append(contentsOf: line.utf8)
        buffer.append(0x0A)
        if buffer.count >= Self.most { try flush() }
    }

    /// Writes 32 bytes as a line of hexadecimal digits.
    mutating func write(_ hash: MerkleHash) throws(ExportError) {
        for byte in hash.bytes {
            for digit in [byte >> 4, byte & 15] { buffer.append(digit < 10 ? 48 + digit : 87 + digit) }
        }
        buffer.append(0x0A)
        if buffer.count >= Self.most { try flush() }
    }

    /// Puts all of it on the disk.
    consuming func finish() throws(ExportError) {
        try flush()
        guard fsync(descriptor) == 0 else { throw .cannotWrite(path: path, reason: systemReason()) }
    }

    private mutating func flush() throws(ExportError) {
        var start = 0
        while start < buffer.count {
            let written = unsafe buffer.withUnsafeBytes { bytes in
                unsafe Glibc.write(descriptor, bytes.baseAddress?.advanced(by: start), bytes.count - start)
            }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { throw .cannotWrite(path: path, reason: systemReason()) }
            start += written
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
