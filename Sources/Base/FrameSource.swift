/// Where frames come from. One owner pulls; a call blocks until the source has an answer.
///
/// To wait and to work are apart: `wait` may take long and costs no processor time, `next` works. Who has many sources and few
/// cores lets all of them wait at once and only some of them work.
///
/// A source burns in the camera's masks before it hands a frame out, and it decides the working scale (see
/// `WorkingScale`). It never reads a clock unless it is a live camera.
public protocol FrameSource: ~Copyable {
    /// Size of the full picture in pixels, before scaling. A live camera may come with another size than was supposed
    /// until its first frame; after that frame the size does not change any more.
    var pictureSize: PixelSize { get }
    /// Size of the frames handed out, in pixels.
    var frameSize: PixelSize { get }
    /// How many pictures the source will give in all, skipped ones included; nil for a live camera.
    var expectedCount: Int? { get }
    /// Pictures that the source knows were taken and never reached it, so far.
    var drops: DropCounts { get }
    /// When the last frame became due, in nanoseconds of the machine's monotonic clock; nil for a recording. For measuring
    /// delays only: nothing that is observed depends on it.
    var arrival_ns: UInt64? { get }

    /// When the picture after `count` others will have been taken; 0 asks for the next one. Nil when that is not known
    /// beforehand, as with a live camera, and behind the last picture.
    func time(ahead count: Int) -> Timestamp?

    /// Waits, at most half a second, until `next` has something to give. Whatever takes long and is no work belongs here.
    /// - Returns: false when nothing has come; ask again.
    mutating func wait() -> Bool

    /// Leaves out the next picture without reading it, and counts it in `drops` as our own fault. What is not a picture (a loss
    /// that a recording notes) cannot be left out.
    /// - Returns: whether a picture was left out.
    mutating func leaveOut() -> Bool

    /// Fills `frame` with the next picture, or says why not. A live camera answers within half a second; after a `wait` that
    /// gave true, at once.
    /// - Throws: `CaptureError` when the source cannot go on at all.
    mutating func next(into frame: inout Frame) throws(CaptureError) -> FrameOutcome

    /// A part of the picture that the last frame was made from, for an object finder: in colour where the source has
    /// colour, masked as the frame is, and decoded as coarsely as `size` allows.
    /// - Parameters:
    ///   - region: the part, in fractions of the picture.
    ///   - size: the picture given is not smaller than what fits into this, unless the original is.
    /// - Returns: nil when the source keeps no pictures, or the last one cannot be read again.
    mutating func picture(of region: Box, filling size: PixelSize) -> PicturePart?
}

extension FrameSource where Self: ~Copyable {
    public var drops: DropCounts { DropCounts() }
    public var arrival_ns: UInt64? { nil }
    public func time(ahead count: Int) -> Timestamp? { nil }
    public mutating func wait() -> Bool { true }
    public mutating func leaveOut() -> Bool { false }
    public mutating func picture(of region: Box, filling size: PixelSize) -> PicturePart? { nil }
    /// Whether pictures come as they are taken: to stop such a source is the end of what can be observed.
    public var isLive: Bool { expectedCount == nil }
}

/// What one pull from a source gave.
public enum FrameOutcome: Equatable, Sendable {
    /// The frame is filled.
    case frame
    /// The picture could not be used; it is counted under its reason and the stream goes on. The frame has the picture's
    /// time and number; its pixels are undefined.
    case skipped(SkipReason)
    /// There is no signal. Given when that is noticed and again about every second while it lasts, so that time goes on
    /// for those who account for it. The frame has the time, and a number as if this were a picture.
    case lost(LossReason)
    /// Nothing has happened yet; ask again. The frame is as it was.
    case waiting
    /// The wall clock was set, so times from here on cannot be compared with those before: what is going on must be ended
    /// and observation begin anew. The frame is as it was.
    case clockStepped
    /// The source has no more pictures.
    case end
}

/// Why a picture was not used. Every skipped picture is counted under one of these.
public enum SkipReason: String, CaseIterable, Sendable {
    case empty  // no bytes at all
    case notJPEG = "not-jpeg"  // does not start as a JPEG image
    case truncated  // ends before its end-of-image, or with too few bytes for its size
    case damaged  // the decoder found errors in the entropy-coded data or the headers
    case unsupported  // 12 bit, arithmetic coding or another form we do not decode
    case tooManyBytes = "too-many-bytes"
    case tooManyPixels = "too-many-pixels"
    case sizeChanged = "size-changed"  // another size than the first picture of the source
    case unreadable  // the file could not be read
    case flagged  // the driver marked the buffer as faulty (V4L2_BUF_FLAG_ERROR)
}

/// Why there is no signal from a live camera.
public enum LossReason: String, CaseIterable, Sendable {
    case absent  // there is no such device
    case unplugged  // it was there and has gone (ENODEV, hang-up)
    case stalled  // no picture for two seconds, though nothing was reported
    case failed  // the driver reported a fatal error (EIO and others)
    case busy  // another program uses it (EBUSY)
    case permission  // access rights forbid it (EACCES)
    case sandboxed  // a sandbox forbids it (EPERM)
    case format  // it does not give the format that it gave before, or that was asked for
}

/// Pictures that were taken and never came to us, by reason.
public struct DropCounts: Hashable, Sendable {
    /// Gaps in the driver's numbering while we were waiting for it: lost in the camera, on the bus or in the driver.
    public var driver = 0
    /// Pictures that we did not take fast enough: given back or left out because newer ones waited behind them, or gaps in
    /// the driver's numbering while all its buffers were full.
    public var overload = 0

    /// Nothing was dropped.
    public init() {}

    /// These drops and those of a later source.
    public static func + (a: DropCounts, b: DropCounts) -> DropCounts {
        var sum = a
        sum.driver += b.driver
        sum.overload += b.overload
        return sum
    }

    public var all: Int { driver + overload }

    /// Each reason that occurred with its count.
    public var byReason: [(reason: String, count: Int)] {
        [("driver", driver), ("overload", overload)].filter { $0.1 > 0 }
    }
}

/// Width and height in pixels.
public struct PixelSize: Hashable, Sendable {
    public var width: Int
    public var height: Int
    /// Makes a size.
    public init(width: Int, height: Int) { (self.width, self.height) = (width, height) }
    public var count: Int { width * height }
}

/// A source that cannot be opened or cannot go on: what, where, and the mend, each one short clause.
public struct CaptureError: Error, Equatable, Sendable {
    /// What stands in the way, as far as a caller treats it differently.
    public enum Kind: Equatable, Sendable {
        /// The input is missing or cannot be used.
        case input
        /// A live camera gives no signal.
        case noSignal(LossReason)
        /// A recording could not be written.
        case output
    }

    public let what: String
    public let place: String
    public let mend: String
    public let kind: Kind
    /// Makes an error, e.g. `what: "no frames"`, `place: "fixtures/bay"`, `mend: "put JPEG files in frames/"`.
    public init(what: String, place: String, mend: String, kind: Kind = .input) {
        (self.what, self.place, self.mend, self.kind) = (what, place, mend, kind)
    }
}
