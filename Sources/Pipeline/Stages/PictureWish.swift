import Base
import Capture
import Dispatch
import Synchronization

/// Wishes for a picture of a camera, fulfilled by the camera's thread with the next one that it looks at. While nobody wishes, that
/// costs one lock that is free.
final class PictureWish: Sendable {
    /// The largest picture that is given; a smaller one is given as it is.
    static let size = PixelSize(width: 1280, height: 720)

    /// Somebody who waits.
    private final class Wisher: Sendable {
        let done = DispatchSemaphore(value: 0)
        let given = Mutex<(picture: WishedPicture, time: Timestamp)?>(nil)
    }

    private let wishers = Mutex<[Wisher]>([])

    /// Waits for the next picture; nil when none comes in time.
    func ask(patience_ms: Int) -> (picture: WishedPicture, time: Timestamp)? {
        let wisher = Wisher()
        wishers.withLock { $0.append(wisher) }
        _ = wisher.done.wait(timeout: .now() + .milliseconds(patience_ms))
        wishers.withLock { $0.removeAll { $0 === wisher } }
        return wisher.given.withLock { $0 }
    }

    /// Gives a picture to whoever waits: of the source in colour where it has one, else what the detector sees.
    func serve<Source: FrameSource & ~Copyable>(_ frame: borrowing Frame, of source: inout Source) {
        let waiting = wishers.withLock { wishers in
            defer { wishers = [] }
            return wishers
        }
        guard !waiting.isEmpty else { return }
        let whole = Box(x: 0, y: 0, width: 1, height: 1)
        let picture: WishedPicture =
            if let part = source.picture(of: whole, filling: PictureWish.size) {
                .colour(part.picture)
            } else { .encoded(JPEGEncoder(quality: 85).encode(frame)) }
        for wisher in waiting {
            wisher.given.withLock { $0 = (picture, frame.time) }
            wisher.done.signal()
        }
    }
}

/// A masked picture that somebody asked for.
enum WishedPicture: Sendable {
    case colour(RGBPicture)
    /// JPEG.
    case encoded([UInt8])

    /// As JPEG; costs some milliseconds where it is not yet.
    var jpeg: [UInt8] {
        switch self {
        case .colour(let picture): JPEGEncoder(quality: 85).encode(picture)
        case .encoded(let bytes): bytes
        }
    }
}
