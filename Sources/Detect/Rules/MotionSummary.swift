package import Base

/// What moves and what is there in one frame: the input of `motion` and `fall`.
package struct MotionSummary: Sendable {
    /// Boxes of what moves, in fractions of the picture: regions that change in themselves, and followed objects that go
    /// anywhere. What only looks other than the scene, and is still, is not among them.
    package var regions: [Box]
    /// Boxes of all regions, still ones too, in which something is, rather than something went away and uncovered the scene.
    package var things: [Box]

    /// Whether nothing was looked at because the picture is in doubt, e.g. after the light jumped.
    package var isDoubtful = false

    /// - Parameter things: nil when all of them are things.
    package init(regions: [Box] = [], things: [Box]? = nil) {
        (self.regions, self.things) = (regions, things ?? regions)
    }

    /// Makes room for so many boxes of each kind.
    mutating func reserve(_ count: Int) {
        regions.reserveCapacity(count)
        things.reserveCapacity(count)
    }

    /// Begins a frame; of one in doubt nothing is noted.
    mutating func clear(isDoubtful: Bool) {
        regions.removeAll(keepingCapacity: true)
        things.removeAll(keepingCapacity: true)
        self.isDoubtful = isDoubtful
    }

    mutating func note(moving box: Box) { if !isDoubtful { regions.append(box) } }
    mutating func note(thing box: Box) { if !isDoubtful { things.append(box) } }
}
