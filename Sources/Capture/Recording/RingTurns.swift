/// Who may touch which slot of a ring in which pictures are prepared out of order and taken in order. Pure: it knows
/// numbers, no threads and no frames.
///
/// Picture `n` always goes through slot `n % slots`, so a slot is free for picture `n` once picture `n - slots` was taken.
package struct RingTurns {
    /// What someone who prepares pictures does next.
    package enum Claim: Equatable {
        /// Prepare this picture in `slot(of:)`, then `publish` it.
        case picture(Int)
        /// Every slot is in use; ask again after something was taken.
        case wait
        /// There is nothing left to prepare.
        case done
    }

    private let slots: Int
    private let pictures: Int
    private var nextToClaim = 0
    private var nextToTake = 0
    private var ready: [Bool]
    private var stopped = false

    package init(slots: Int, pictures: Int) {
        precondition(slots >= 1 && pictures >= 0, "a ring has slots")
        (self.slots, self.pictures) = (slots, pictures)
        ready = Array(repeating: false, count: slots)
    }

    package func slot(of picture: Int) -> Int { picture % slots }

    package mutating func claim() -> Claim {
        if stopped || nextToClaim == pictures { return .done }
        if nextToClaim == nextToTake + slots { return .wait }
        nextToClaim += 1
        return .picture(nextToClaim - 1)
    }

    /// The picture is prepared; its slot belongs to the taker from now on.
    package mutating func publish(_ picture: Int) {
        precondition(
            picture >= nextToTake && picture < nextToClaim && !ready[slot(of: picture)], "claimed and not yet done")
        ready[slot(of: picture)] = true
    }

    /// The next picture in order, when it is prepared; its slot stays the taker's until `free`.
    package var takeable: Int? { nextToTake < pictures && ready[slot(of: nextToTake)] ? nextToTake : nil }

    /// Gives the slot of the picture just taken back.
    package mutating func free() {
        precondition(takeable != nil, "only what was prepared can be taken")
        ready[slot(of: nextToTake)] = false
        nextToTake += 1
    }

    /// Nothing more is to be prepared.
    package mutating func stop() { stopped = true }
}
