package import Base
package import Queue

/// What a replay did, in numbers that add up: pictures = frames processed + pictures skipped by reason.
package struct ReplaySummary: Hashable, Sendable {
    package var frames: FrameCounts
    package var scored: ScoreCounts
    package var queue: QueueStatistics
    /// Sizes of the full picture and of the frames that were looked at, in pixels.
    package var pictureSize: PixelSize
    package var frameSize: PixelSize
    /// Whether a stop was asked for before the end.
    package var wasStopped: Bool
}
