import Base

/// One object's way through the picture: one or more tracks joined end to end. Trackers lose an object and find it again
/// under a new number; rules think in courses, so that a lost track neither hides a crossing nor starts a stay anew.
struct Course: Sendable {
    /// What is known of the object in this frame.
    enum State: Sendable, Equatable {
        /// The slot is not in use.
        case free
        /// A track follows it.
        case followed
        /// Its track ended in the picture; a new track near by may continue it for a while.
        case lost
        /// Its track ended inside the box of another object: two were seen as one. It moves along with the course in
        /// slot `by` until a new track leaves that one's side.
        case carried(by: Int)
    }

    /// Number of the course within this run; never used again.
    var id = -1
    var state = State.free
    var track = -1
    /// Where it stands, in fractions and in heights.
    var anchor = Point(0, 0)
    var position = Point(0, 0)
    var box = Box(x: 0, y: 0, width: 0, height: 0)
    /// Velocity in heights per second.
    var velocity = Point(0, 0)
    /// Size in heights (`PictureGeometry.size`), slowly followed so that one bad box does not matter.
    var size = 0.0
    var firstSeen = FrameMoment(time: Timestamp(microseconds: 0), sequence: 0)
    /// The last frame in which it was truly seen, not predicted.
    var lastObserved = FrameMoment(time: Timestamp(microseconds: 0), sequence: 0)
    /// When its track ended; only of use while lost or carried.
    var lostSince = FrameMoment(time: Timestamp(microseconds: 0), sequence: 0)
    var observed = false
    var confirmed = false
    var confidence = 0.0
    /// What an object finder called it.
    var sightedClass: ObjectClass?
    /// What its measures on calibrated ground say of its class.
    var votes = ClassVotes()
    /// Coarse class, nil when unknown. An object finder's word goes before any measure.
    var objectClass: ObjectClass? { sightedClass ?? votes.objectClass }
    /// How sure it is that this is one real object of its class, 0...1.
    var confidenceInClass: Double {
        sightedClass == nil && votes.objectClass != nil ? min(confidence, votes.share) : confidence
    }
    /// Its box touched the picture's edge and moved towards it when last seen, so that losing it there means it left.
    var atPictureEdge = false
    /// Something has been counted for it, so that it can no longer be taken for the rest of another course.
    var spent = false
    /// It goes on where another track ended.
    var continued = false
    /// Number of the course that carries it: a slot may change hands.
    var carrierID = -1
    /// Offset from the carrier's anchor, in fractions.
    var carriedOffset = Point(0, 0)

    /// Whether the object may be taken to be there: followed and not merely predicted for longer than `coasting_ms`,
    /// carried, or lost for no longer than `lost_ms` and not by leaving the picture.
    func isPresent(at now: FrameMoment, coasting_ms: Int64, lost_ms: Int64) -> Bool {
        guard confirmed else { return false }
        switch state {
        case .free: return false
        case .followed: return observed || !now.isAtLeast(coasting_ms, after: lastObserved)
        case .carried: return !now.isAtLeast(coasting_ms, after: lostSince)
        case .lost: return !atPictureEdge && !now.isAtLeast(lost_ms, after: lostSince)
        }
    }
}
