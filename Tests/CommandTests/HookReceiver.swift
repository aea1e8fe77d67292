import Foundation
import Glibc
import Synchronization
import WaysideTestSupport

/// A receiver of webhooks: acknowledges everything, and keeps every byte that it was sent.
final class HookReceiver: Sendable {
    let port: Int
    private let listener: Int32
    private let heard = Mutex("")

    /// Everything that came, heads and bodies.
    var text: String { heard.withLock { $0 } }

    init() throws {
        port = try freePort()
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in(), yes: Int32 = 1
        unsafe setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        (address.sin_family, address.sin_port) = (sa_family_t(AF_INET), in_port_t(port).bigEndian)
        address.sin_addr.s_addr = unsafe inet_addr("127.0.0.1")
        let isBound = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(listener, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isBound, listen(listener, 16) == 0 else { throw POSIXError(.EADDRINUSE) }
        Thread.detachNewThread { [self, listener] in
            while case let connection = accept(listener, nil, nil), connection >= 0 { answer(connection) }
        }
    }

    /// Ends it; its thread sees that nobody can come any more.
    func end() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func answer(_ connection: Int32) {
        defer { close(connection) }
        var text = "", bytes = [UInt8](repeating: 0, count: 65_536)
        while !isWhole(text) {
            let count = unsafe recv(connection, &bytes, bytes.count, 0)
            guard count > 0 else { break }
            text += String(decoding: bytes.prefix(count), as: UTF8.self)
        }
        heard.withLock { $0 += text + "\n" }
        let reply = Array("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".utf8)
        _ = unsafe send(connection, reply, reply.count, Int32(MSG_NOSIGNAL))
    }

    private func isWhole(_ text: String) -> Bool {
        guard let end = text.firstRange(of: "\r\n\r\n"),
            let length = text[..<end.lowerBound].lowercased().firstMatch(of: /content-length: ([0-9]+)/).flatMap({
                Int($0.1)
            })
        else { return false }
        return text[end.upperBound...].utf8.count >= length
    }
}
