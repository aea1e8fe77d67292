/// Where frames come from. One owner pulls; a call blocks until the source has an answer.
///
/// A source burns in the camera's masks before it hands a frame out, and it decides the working scale (see
/// `WorkingScale`). It never reads a clock unless it is a live camera.
public protocol FrameSource: ~Copyable {
    /// Size of the full picture in pixels, before scaling; known once the source is open.
    var pictureSize: PixelSize { get }
    /// Size of the frames handed out, in pixels.
    var frameSize: PixelSize { get }
    /// How many pictures the source will give in all, skipped ones included; nil for a live camera.
    var expectedCount: Int? { get }

    /// Fills `frame` with the next picture, or says why not.
    /// - Throws: `CaptureError` when the source cannot go on at all.
    mutating func next(into frame: inout Frame) throws(CaptureError) -> FrameOutcome
}

/// What one pull from a source gave.
public enum FrameOutcome: Equatable, Sendable {
    /// The frame is filled.
    case frame
    /// The picture could not be used; it is counted under its reason and the stream goes on. `frame` is undefined.
    case skipped(SkipReason)
    /// The source has no more pictures.
    case end
}

/// Why a picture was not used. Every skipped picture is counted under one of these.
public enum SkipReason: String, CaseIterable, Sendable {
    case empty  // no bytes at all
    case notJPEG = "not-jpeg"  // does not start as a JPEG image
    case truncated  // ends before its end-of-image
    case damaged  // the decoder found errors in the entropy-coded data or the headers
    case unsupported  // 12 bit, arithmetic coding or another form we do not decode
    case tooManyBytes = "too-many-bytes"
    case tooManyPixels = "too-many-pixels"
    case sizeChanged = "size-changed"  // another size than the first picture of the source
    case unreadable  // the file could not be read
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
    public let what: String
    public let place: String
    public let mend: String
    /// Makes an error, e.g. `what: "no frames"`, `place: "fixtures/bay"`, `mend: "put JPEG files in frames/"`.
    public init(what: String, place: String, mend: String) {
        (self.what, self.place, self.mend) = (what, place, mend)
    }
}
