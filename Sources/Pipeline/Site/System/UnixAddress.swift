import Glibc

/// The address of a socket on this machine: a path, or with `@` in front a name that is no file (`unix(7)`, abstract).
struct UnixAddress: Sendable {
    /// Most bytes of a path: `sun_path` has 108 with the zero at the end.
    static let longest = 107

    private let bytes: [UInt8]
    private let isAbstract: Bool

    /// Nil when the path is empty, too long, or has a zero inside.
    init?(_ path: String) {
        isAbstract = path.hasPrefix("@")
        bytes = Array(path.utf8)
        guard !bytes.isEmpty, bytes.count <= UnixAddress.longest, !bytes.contains(0) else { return nil }
    }

    /// Lends the address in the form that system calls take.
    func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let offset = MemoryLayout.offset(of: \sockaddr_un.sun_path) ?? MemoryLayout<sa_family_t>.size
        unsafe withUnsafeMutableBytes(of: &address) { raw in
            for (index, byte) in bytes.enumerated() {
                unsafe raw[offset + index] = index == 0 && isAbstract ? 0 : byte
            }
        }
        // A path is followed by its zero, which is there already; a name that is no file is as long as it is.
        let length = socklen_t(offset + bytes.count + (isAbstract ? 0 : 1))
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0, length) }
        }
    }
}

/// The system's words for the last error.
func systemReason(_ number: Int32 = errno) -> String {
    guard let text = unsafe strerror(number) else { return "error \(number)" }
    return unsafe String(cString: text)
}
