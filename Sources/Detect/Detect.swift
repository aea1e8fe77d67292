public import Base

/// The detection stage of one camera: frames in, observations out. Pure: no clock, no I/O, no randomness.
public struct Detector: ~Copyable {
    /// Named in every event and in the ledger; changes whenever the same frames may give other events.
    public static let version = "wayside-motion/1"

    /// Boxes of everything that is followed or moves in the last frame, without identity; for drawing and for pixelation.
    public private(set) var regions: [Box] = []

    /// - Parameters:
    ///   - camera: places, rules, calibration.
    ///   - site: id of the site; events name `site/camera` as their source.
    ///   - frameSize: size of the frames to come, in working pixels.
    public init(camera: CameraSettings, site: String, frameSize: PixelSize) {}

    /// Takes the next frame and gives what it decided.
    public mutating func observe(_ frame: borrowing Frame) -> [Observation] { [] }

    /// A picture that was taken at `time` could not be used: the places were not observed then.
    public mutating func skipped(at time: Timestamp) -> [Observation] { [] }

    /// The source is at its end: what is still going on ends at the last frame, and the exposure account is closed.
    public mutating func finish() -> [Observation] { [] }
}
