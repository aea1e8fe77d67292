internal import Glibc

/// An open file, read at offsets. It has no position, so that several threads may read it at once.
struct ReadableFile: ~Copyable, Sendable {
    private let descriptor: Int32

    /// Opens a file or a directory for reading; nil with the system's reason in `errno`.
    init?(path: String) {
        // Without O_NONBLOCK a named pipe among the pictures would be waited for until somebody writes to it.
        let opened = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        // Before `descriptor` is set there is nothing to close, and so nothing that overwrites `errno`.
        if opened < 0 { return nil }
        descriptor = opened
    }

    deinit { close(descriptor) }

    /// Size in bytes when this is a regular file; nil otherwise. A pipe or a device has no size to hold a limit against.
    var regularSize: Int? {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(status.st_size)
    }

    /// Reads `count` bytes from `offset` on into `buffer`, which takes exactly the bytes read: fewer at the end of the
    /// file. The buffer keeps its storage, so that repeated reads allocate nothing.
    /// - Returns: false when the system cannot read.
    func read(at offset: Int, count: Int, into buffer: inout [UInt8]) -> Bool {
        if buffer.count < count {
            buffer.append(contentsOf: repeatElement(0, count: count - buffer.count))
        } else {
            buffer.removeLast(buffer.count - count)
        }
        var done = 0
        while done < count {
            let got = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe pread(descriptor, bytes.baseAddress.map { unsafe $0 + done }, count - done, offset + done)
            }
            if got < 0 && errno == EINTR { continue }
            if got < 0 { return false }
            if got == 0 { break }
            done += got
        }
        buffer.removeLast(count - done)
        return true
    }
}

/// Names in a directory, without `.` and `..`, in bytewise order; nil when it cannot be listed.
func namesInDirectory(_ path: String) -> [String]? {
    guard let directory = unsafe opendir(path) else { return nil }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
        let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
        }
        if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

/// The system's words for the last failed call, e.g. "No such file or directory".
func lastSystemError() -> String { unsafe String(cString: strerror(errno)) }
