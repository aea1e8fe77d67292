package import Base

/// A part of the picture that has looked other than the long-term scene for a while, and does not move.
package struct StaticChange: Sendable, Equatable {
    /// What the change is, told by its outline.
    package enum Kind: Sendable, Equatable {
        /// Something is there that was not: the outline is an edge of the picture as it is now.
        case left
        /// Something has gone: the outline was an edge of the old scene.
        case removed
        /// Neither is sure: light, or a pattern that hides the outline.
        case unclear
    }

    /// Number within one run of one detector; never used again, never leaves the stage.
    package let id: Int
    package var kind: Kind
    /// In fractions of the picture.
    package var box: Box
    /// Since when the place has looked as it does now.
    package var since: FrameMoment
    /// Nothing hides it in this frame.
    package var isInView: Bool
    /// For how long it has kept its look, in seconds; people rarely do for more than a few.
    package var calm_s: Double
    /// It walked or drove there by itself: somebody who stands, or a parked car.
    package var cameByItself: Bool

    /// What is followed there is the thing itself, no person: somebody who went on left it under his track.
    package var isRemnant: Bool
    package init(
        id: Int, kind: Kind, box: Box, since: FrameMoment, isInView: Bool = true, calm_s: Double = 60,
        cameByItself: Bool = false, isRemnant: Bool = false
    ) {
        (self.id, self.kind, self.box, self.since) = (id, kind, box, since)
        (self.isInView, self.calm_s) = (isInView, calm_s)
        (self.cameByItself, self.isRemnant) = (cameByItself, isRemnant)
    }
}
