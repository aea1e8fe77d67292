package import Base

/// What moved in one frame, before anything is followed: the input of the `motion` rule.
package struct MotionSummary: Sendable {
    /// Bounding boxes of the moving regions, in fractions of the picture, after the size gate of the region stage.
    package var regions: [Box]

    package init(regions: [Box] = []) { self.regions = regions }
}
