package import Base
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
        let given = Mutex<WishedPicture?>(nil)
    }

    private let wishers = Mutex<[Wisher]>([])

    /// Waits for the next picture; nil when none comes in time.
    func ask(patience_ms: Int) -> WishedPicture? {
        let wisher = Wisher()
        wishers.withLock { $0.append(wisher) }
        _ = wisher.done.wait(timeout: .now() + .milliseconds(patience_ms))
        wishers.withLock { $0.removeAll { $0 === wisher } }
        return wisher.given.withLock { $0 }
    }

    /// Whether somebody waits.
    var isAwaited: Bool { wishers.withLock { !$0.isEmpty } }

    /// Gives a picture to whoever waits: of the source in colour where it has one, else what the detector sees.
    /// - Parameter followed: boxes of what is followed in it.
    func serve<Source: FrameSource & ~Copyable>(
        _ frame: borrowing Frame, of source: inout Source, followed: [Box]
    ) {
        let waiting = wishers.withLock { wishers in
            defer { wishers = [] }
            return wishers
        }
        let pixels = PictureWish.pixels(of: frame, &source)
        for wisher in waiting {
            wisher.given.withLock { $0 = WishedPicture(pixels: pixels, time: frame.time, followed: followed) }
            wisher.done.signal()
        }
    }

    /// Keeps a picture of what was decided by it, when something began or happened. Costs some milliseconds then.
    static func keep<Source: FrameSource & ~Copyable>(
        _ observations: [Observation], _ frame: borrowing Frame, of source: inout Source, in album: PictureAlbum
    ) {
        let events = observations.compactMap { observation -> String? in
            guard case .event(let event) = observation, event.phase != .ended else { return nil }
            return event.id
        }
        guard !events.isEmpty else { return }
        album.hold(pixels(of: frame, &source).jpeg, of: events)
    }

    private static func pixels<Source: FrameSource & ~Copyable>(
        of frame: borrowing Frame, _ source: inout Source
    ) -> WishedPicture.Pixels {
        let whole = Box(x: 0, y: 0, width: 1, height: 1)
        if let part = source.picture(of: whole, filling: PictureWish.size) { return .colour(part.picture) }
        return .encoded(JPEGEncoder(quality: 85).encode(frame))
    }
}

/// A masked picture that somebody asked for.
package struct WishedPicture: Sendable {
    /// In one of two forms.
    enum Pixels: Sendable {
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

    let pixels: Pixels
    /// When it was taken.
    package let time: Timestamp
    /// Boxes of what is followed in it, in fractions of it.
    package let followed: [Box]

    /// As JPEG.
    package var jpeg: [UInt8] { pixels.jpeg }
}
