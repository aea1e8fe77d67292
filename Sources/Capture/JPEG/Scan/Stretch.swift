/// A walk with its bounds: the bytes that it goes over, and the notes that it may write.
@safe struct Stretch {
    private var walker: BlockWalk
    /// The walk goes on while its next byte lies above this.
    private var lastOffset: Int
    private let begin: BitPlace
    /// Note of the first block.
    let first: UnsafeMutablePointer<UInt32>
    /// The walk goes on while its period begins before this.
    private let notesEnd: UnsafeMutablePointer<UInt32>

    /// - Parameters:
    ///   - end: where the bytes end that belong to the picture.
    ///   - count: notes that it is to write; it may write a period and a group more.
    init(
        _ begin: BitPlace, until lastOffset: Int, end: BitPlace, _ first: UnsafeMutablePointer<UInt32>,
        _ count: Int, _ ground: BlockGround
    ) {
        (self.begin, self.lastOffset) = (begin, lastOffset)
        unsafe self.first = first
        unsafe notesEnd = first + count
        unsafe walker = BlockWalk(begin, end: end, notes: first, ground)
    }

    /// How many groups of looks may be done before anybody looks at the bounds: each takes nine bytes or fewer, and as many
    /// states as it can go on by. A block that is read code by code takes more bytes, so there are never so many that these
    /// could lead beyond `EntropyBytes.slack`.
    @inline(__always)
    private func surely(_ walk: BlockWalk) -> Int {
        let notes = unsafe notesEnd - walk.notes + BlockWalk.looks
        return min((walk.offset &- lastOffset &+ 9) / 10, notes / BlockWalk.looks, EntropyBytes.groupsInSlack)
    }

    /// Blocks whose start was reached.
    var reached: Int { unsafe walker.reached(since: first) }

    /// Whether there were only codes in the blocks from a state on.
    func isSound(from state: Int) -> Bool {
        guard let fault = unsafe walker.fault else { return true }
        return unsafe fault < first + state
    }

    /// Walks to its end.
    mutating func walk(_ ground: BlockGround) {
        if ground.counts { walk(Counting.self, ground) } else { walk(Adding.self, ground) }
    }

    private mutating func walk<Manner: WalkManner>(_ manner: Manner.Type, _ ground: BlockGround) {
        var walk = walker
        while case let groups = surely(walk), groups > 0 {
            for _ in 0..<groups { walk = walk.group(manner, ground) }
        }
        walker = walk
    }

    mutating func walk(until offset: Int, _ ground: BlockGround) {
        lastOffset = offset
        walk(ground)
    }

    /// Walks over three stretches at once until each is at its end.
    static func walk(_ a: inout Stretch, _ b: inout Stretch, _ c: inout Stretch, _ ground: BlockGround) {
        if ground.counts {
            together(Counting.self, &a, &b, &c, ground)
        } else {
            together(Adding.self, &a, &b, &c, ground)
        }
        a.walk(ground)
        b.walk(ground)
        c.walk(ground)
    }

    private static func together<Manner: WalkManner>(
        _ manner: Manner.Type, _ a: inout Stretch, _ b: inout Stretch, _ c: inout Stretch, _ ground: BlockGround
    ) {
        var x = a.walker, y = b.walker, z = c.walker
        while case let groups = min(a.surely(x), b.surely(y), c.surely(z)), groups > 0 {
            for _ in 0..<groups {
                x = x.group(manner, ground)
                y = y.group(manner, ground)
                z = z.group(manner, ground)
            }
        }
        (a.walker, b.walker, c.walker) = (x, y, z)
    }
}

extension Stretch {
    /// How far a walk goes on beyond the beginning of the next, in bytes, until they are in step: usually some ten blocks.
    private static let reaches = [128, 1024, 8192]

    /// Walks on until it is in step with the walk of the next stretch.
    /// - Parameter block: this stretch is known to be in step itself from this block on, which begins an MCU.
    /// - Returns: where they meet; nil when they do not.
    mutating func join(_ next: Stretch, _ ground: BlockGround, _ steps: Meeting.Steps, from block: Int) -> Meeting? {
        for reach in Self.reaches {
            walk(until: max(next.begin.offset - reach, steps.end), ground)
            if let meeting = meeting(next, steps, from: block) { return meeting }
        }
        return nil
    }

    private func meeting(_ next: Stretch, _ steps: Meeting.Steps, from block: Int) -> Meeting? {
        let end = reached, theirEnd = next.reached
        var (mine, here) = firstBlock(at: next.begin, steps.perMCU, from: block)
        var theirs = 0, there = next.begin
        while mine <= end, theirs <= theirEnd {
            if here == there { return Meeting(before: mine, after: theirs, place: here) }
            if here.progress < there.progress {
                for _ in 0..<steps.perMCU where mine <= end {
                    mine += 1
                    if mine <= end { here = note(mine, near: here) }
                }
            } else {
                for _ in 0..<steps.next where theirs <= theirEnd {
                    theirs += 1
                    if theirs <= theirEnd { there = next.note(theirs, near: there) }
                }
            }
        }
        return nil
    }

    private func note(_ block: Int, near place: BitPlace) -> BitPlace {
        unsafe BlockWalk.place(first[block], near: place.offset)
    }

    /// The first block that begins an MCU at a place or after it; one after the last when there is none.
    private func firstBlock(at place: BitPlace, _ perMCU: Int, from block: Int) -> (block: Int, place: BitPlace) {
        var number = reached
        var here = note(number, near: walker.place)
        var found = (block: number + 1, place: here)
        while number >= block, here.progress >= place.progress {
            if (number - block) % perMCU == 0 { found = (number, here) }
            number -= 1
            if number >= block { here = note(number, near: here) }
        }
        return found
    }
}

/// Where a walk meets the next one: from there on both have the same blocks.
struct Meeting {
    /// Number of the block in the walk that comes from before, and in the one that begins nearby.
    let before: Int
    let after: Int
    let place: BitPlace

    /// Where walks can meet.
    struct Steps {
        /// Blocks of an MCU, at whose beginning the walk from before must be...
        let perMCU: Int
        /// ... while the other has a multiple of this many blocks.
        let next: Int
        /// The offset at which the bytes end.
        let end: Int
    }
}
