package import Base

/// What moved in one frame, before anything is followed: the input of `motion` and `fall`.
package struct MotionSummary: Sendable {
    /// Bounding boxes of the moving regions, in fractions of the picture, after the size gate of the region stage.
    package var regions: [Box]
    /// Those of them where something is, rather than something went away and uncovered the scene.
    package var things: [Box]

    /// Whether nothing was looked at because the picture is in doubt, e.g. after the light jumped.
    package var isDoubtful = false

    /// - Parameter things: nil when all of them are things.
    package init(regions: [Box] = [], things: [Box]? = nil) {
        (self.regions, self.things) = (regions, things ?? regions)
    }
}
