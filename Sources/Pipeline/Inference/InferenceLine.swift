import Base
import Glibc

/// Why the inference process gave no answer.
package enum InferenceFault: Error, Hashable, Sendable {
    /// Nobody can be reached there, in the system's words.
    case absent(String)
    /// It belongs to another user, who shall not be shown pictures.
    case foreign
    /// It did not answer in time.
    case late
    case hungUp
    /// It says what the protocol does not allow.
    case nonsense(String)
    /// It runs another finder than the one that is wanted, or than before.
    case other(String)

    /// The fault as a clause.
    package var words: String {
        switch self {
        case .absent(let reason): "nobody answers: \(reason)"
        case .foreign: "it belongs to another user"
        case .late: "it did not answer in time"
        case .hungUp: "it hung up"
        case .nonsense(let words): words
        case .other(let name): "it runs \(name)"
        }
    }
}

/// One connection to the inference process. No call waits longer than until the time it is given.
struct InferenceLine: ~Copyable {
    private let descriptor: Int32
    let hello: InferenceHello

    /// Connects and takes the greeting.
    /// - Parameter until_ns: of the monotonic clock.
    init(path: String, until_ns: UInt64) throws(InferenceFault) {
        guard let address = UnixAddress(path) else { throw .absent("the path is too long") }
        // `connect` does not wait: it fails at once when the queue of callers is full.
        let kind = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
        let descriptor = socket(AF_UNIX, Int32(kind), 0)
        guard descriptor >= 0 else { throw .absent(systemReason()) }
        do throws(InferenceFault) {
            guard unsafe address.withPointer({ unsafe connect(descriptor, $0, $1) }) == 0 else {
                throw .absent(systemReason())
            }
            guard UnixListener.peer(of: descriptor) == geteuid() else { throw .foreign }
            guard case .hello(let hello) = try InferenceLine.message(descriptor, until_ns) else {
                throw .nonsense("it does not greet")
            }
            self.hello = hello
        } catch {
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Whether the other side has ended the connection, or says something without being asked.
    var isOver: Bool {
        var byte: UInt8 = 0
        return unsafe recv(descriptor, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT)) >= 0 || errno != EAGAIN
    }

    /// Sends a picture and takes the answer. After a fault the line is of no more use.
    /// - Returns: what was found; or the finder's words, when it failed on this picture.
    func look(at picture: RGBPicture, header: [UInt8], until_ns: UInt64) throws(InferenceFault) -> InferenceMessage {
        try send(header.span, until_ns)
        try send(picture.bytes, until_ns)
        let answer = try InferenceLine.message(descriptor, until_ns)
        if case .hello = answer { throw .nonsense("it greets instead of answering") }
        return answer
    }

    private func send(_ bytes: Span<UInt8>, _ until_ns: UInt64) throws(InferenceFault) {
        var sent = 0
        while sent < bytes.count {
            let rest = bytes.extracting(sent...)
            let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, flags) }
            if count >= 0 { sent += count } else { try InferenceLine.wait(descriptor, for: POLLOUT, until_ns) }
        }
    }

    private static func message(_ descriptor: Int32, _ until_ns: UInt64) throws(InferenceFault) -> InferenceMessage {
        let header = try receive(descriptor, InferenceMessage.headerBytes, until_ns)
        let kind: InferenceKind, count: Int
        do throws(InferenceNonsense) {
            (kind, count) = try InferenceKind.read(header, most: InferenceMessage.mostBytes)
        } catch { throw .nonsense(error.words) }
        let body = try receive(descriptor, count, until_ns)
        do throws(InferenceNonsense) { return try InferenceMessage(kind, body: body) } catch {
            throw .nonsense(error.words)
        }
    }

    private static func receive(
        _ descriptor: Int32, _ count: Int, _ until_ns: UInt64
    ) throws(InferenceFault) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count), filled = 0
        while filled < count {
            let got = unsafe bytes.withUnsafeMutableBytes { all in
                unsafe recv(descriptor, all.baseAddress?.advanced(by: filled), count - filled, Int32(MSG_DONTWAIT))
            }
            if got == 0 { throw .hungUp }
            if got > 0 { filled += got } else { try wait(descriptor, for: POLLIN, until_ns) }
        }
        return bytes
    }

    /// Waits until a call that would have waited need not; `errno` is that of the call.
    private static func wait(_ descriptor: Int32, for events: Int32, _ until_ns: UInt64) throws(InferenceFault) {
        guard errno == EAGAIN || errno == EINTR else { throw .hungUp }
        let now_ns = monotonicClock_ns()
        guard now_ns < until_ns else { throw .late }
        var watched = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        let left_ms = Int32(clamping: (until_ns - now_ns) / 1_000_000 + 1)
        if unsafe poll(&watched, 1, left_ms) == 0 { throw .late }
    }
}
