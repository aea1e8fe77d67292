package import Base

/// A followed object, as the rules see it in one frame. Tracks live inside the detection stage only: nothing that tells
/// one track from another ever leaves it.
package struct Track: Sendable {
    /// Number of the track within one run of one detector; never used again, never leaves the stage.
    package let id: Int
    /// Where it stands (bottom centre of its box, smoothed), in fractions of the picture.
    package var anchor: Point
    /// Its box, in fractions of the picture.
    package var box: Box
    /// Velocity of the anchor in fractions of the picture per second.
    package var velocity: Point
    /// When it was first seen, and the number of that frame.
    package var firstSeen: Timestamp
    package var firstSequence: Int
    /// Seen long and steadily enough to be believed. Rules look at confirmed tracks only.
    package var confirmed: Bool
    /// Matched to a region in this frame; false while its place is predicted (occluded, or standing still and faded).
    package var observed: Bool
    /// How sure the tracker is that this is one real object, 0...1.
    package var confidence: Double
    /// Coarse class, nil when unknown.
    package var objectClass: ObjectClass?

    package init(
        id: Int, anchor: Point, box: Box, velocity: Point = Point(0, 0), firstSeen: Timestamp, firstSequence: Int,
        confirmed: Bool = true, observed: Bool = true, confidence: Double = 1, objectClass: ObjectClass? = nil
    ) {
        (self.id, self.anchor, self.box, self.velocity) = (id, anchor, box, velocity)
        (self.firstSeen, self.firstSequence) = (firstSeen, firstSequence)
        (self.confirmed, self.observed, self.confidence, self.objectClass) = (
            confirmed, observed, confidence, objectClass
        )
    }

    /// Whether it is believed, seen, and goes further than a seventh of its own box in a second.
    var isMoving: Bool {
        confirmed && observed
            && (abs(velocity.x) > Track.moving_boxes_s * box.width
                || abs(velocity.y) > Track.moving_boxes_s * box.height)
    }
    private static let moving_boxes_s = 0.15
}
