package import Base

/// A box that a detector gave, in any unit that stays the same from frame to frame: pixels, or fractions of the picture.
package struct ScoredBox: Hashable, Sendable {
    package var box: Box
    /// How sure the detector is, 0...1.
    package var score: Double

    package init(box: Box, score: Double) { (self.box, self.score) = (box, score) }
}

/// The box of a followed object in one frame.
package struct TrackedBox: Hashable, Sendable {
    /// Number of the object within one tracker, from 1; never used again.
    package let id: Int
    /// Where it is: half what was seen, half what was expected; as expected alone while it is unseen.
    package let box: Box
    /// Index of the box that it was seen in, among those of this frame; nil while its place is expected only.
    package let source: Int?

    package init(id: Int, box: Box, source: Int?) { (self.id, self.box, self.source) = (id, box, source) }
}
