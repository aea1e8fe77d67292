import Base
import Glibc

/// One connection to the inference process as it sees it, and the picture that comes through it. Used by one thread.
final class InferenceCaller {
    let descriptor: Int32
    /// Number of the look it was served last; 0 before the first.
    var turn = 0
    /// Why it is a caller no more; nil while it is one.
    private(set) var end: InferenceCounts.End?
    private var header = [UInt8](repeating: 0, count: InferenceLook.headerBytes)
    private var size: PixelSize?
    private var pixels: [UInt8] = []
    private var filled = 0
    private var began_ns: UInt64 = 0

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Whether a whole picture is here.
    var isReady: Bool { end == nil && size != nil && filled == pixels.count }

    /// Whether the other side has closed the connection.
    var hasLeft: Bool {
        var watched = pollfd(fd: descriptor, events: 0, revents: 0)
        return unsafe poll(&watched, 1, 0) > 0
    }

    func finish(_ reason: InferenceCounts.End) { if end == nil { end = reason } }

    /// Takes what has come of the message in hand; nothing beyond it, so that a caller can fill no more memory than one picture
    /// takes.
    /// - Parameter late_ns: how long one message may take.
    func read(late_ns: UInt64) {
        while end == nil, !isReady {
            let got = size == nil ? receive(into: &header) : receive(into: &pixels)
            if got == 0 { return finish(.gone) }
            if got < 0 {
                guard errno == EAGAIN || errno == EINTR else { return finish(.gone) }
                if isInMessage, monotonicClock_ns() - began_ns > late_ns { finish(.late) }
                return
            }
            if !isInMessage { began_ns = monotonicClock_ns() }
            filled += got
            if size == nil, filled == header.count { open() }
        }
    }

    private var isInMessage: Bool { size != nil || filled > 0 }

    /// The header is here: its size is checked before any memory is taken for it.
    private func open() {
        do throws(InferenceNonsense) {
            let size = try InferenceLook.size(header)
            (self.size, filled) = (size, 0)
            pixels = [UInt8](repeating: 0, count: 3 * size.count)
        } catch { finish(.nonsense) }
    }

    private func receive(into bytes: inout [UInt8]) -> Int {
        let filled = filled
        return unsafe bytes.withUnsafeMutableBytes { all in
            unsafe recv(descriptor, all.baseAddress?.advanced(by: filled), all.count - filled, Int32(MSG_DONTWAIT))
        }
    }

    /// The picture, which is not kept; nil when it is not here as a whole.
    func takePicture() -> RGBPicture? {
        guard isReady, let size else { return nil }
        defer { (self.size, pixels, filled) = (nil, [], 0) }
        return RGBPicture(size: size, bytes: pixels)
    }

    /// Sends without waiting: what the kernel does not take at once, the caller does not take in time.
    func send(_ bytes: [UInt8]) {
        let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
        let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, flags) }
        if count != bytes.count { finish(count < 0 && errno != EAGAIN ? .gone : .late) }
    }
}
