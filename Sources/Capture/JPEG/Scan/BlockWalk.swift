/// Goes over entropy-coded blocks without decoding them, and notes where each begins.
///
/// For each block of an MCU there are three states: at its start, in the rest of a long code, and within the block; each has
/// a table of runs (`RunTable`). A look takes a run of codes from the table of its state, and the entry itself says by how
/// many states to go on, so that there is no branch to be mispredicted. After each look the place is noted: at a start for
/// the block at hand, else for the next one, whose start comes later and is what stays. The bytes lie in reverse (`EntropyBytes`).
///
/// A block whose last coefficient is not zero has no end code, so that somebody must count coefficients. That is dear, and
/// such blocks are rare below quality 90. So there are two ways to walk: one counts from above, by groups of looks, and where a
/// group may have passed the end it has the block read again code by code; the other only adds up, and the notes tell
/// afterwards whether it was right (`BlockIndex`).
@safe struct BlockWalk {
    /// Looks for each 64 bits that are loaded.
    static let looks = 3
    /// States of a block.
    static let statesPerBlock = 3
    /// A group of looks goes on by at most this many states.
    static let furthestGroup = looks * 3

    /// From above: where the next eight bytes lie, in the buffer; two guard bits; from bit 7 what the entries added up to, modulo
    /// 2048; in the lowest seven bits the place within the eight bytes.
    private(set) var cursor: UInt64
    /// State within the period at hand, and the notes of that period.
    private(set) var state: Int
    private(set) var notes: UnsafeMutablePointer<UInt32>
    private var table: UnsafePointer<Int16>
    /// Coefficients of the block at hand that were passed, at most; times 128.
    private var passed: Int
    /// Start of the last block with bits that are no code.
    private(set) var fault: UnsafeMutablePointer<UInt32>?
    /// Where the bytes end that belong to the picture.
    private let end: BitPlace

    private static let offsetShift: UInt64 = 20
    private static let guardBit: UInt64 = 1 << 18
    private static let guardMask: UInt64 = 3 << 18
    private static let sumMask: UInt64 = 0x7FF << 7
    private static let mostPassed = RunTable.furthest << 7

    /// A walk from the first block of an MCU.
    @inline(__always)
    init(_ place: BitPlace, end: BitPlace, notes: UnsafeMutablePointer<UInt32>, _ ground: BlockGround) {
        self.end = end
        cursor = Self.cursor(at: place)
        (state, passed) = (0, 0)
        unsafe self.notes = notes
        unsafe table = ground.states[0]
        unsafe fault = nil
        unsafe notes[0] = UInt32(truncatingIfNeeded: cursor)
    }

    @inline(__always)
    private static func cursor(at place: BitPlace) -> UInt64 {
        UInt64(truncatingIfNeeded: place.offset) << offsetShift | guardBit | UInt64(place.used)
    }

    /// Where the next eight bytes lie; they come down.
    @inline(__always)
    var offset: Int { Int(truncatingIfNeeded: cursor &>> Self.offsetShift) }
    /// Where the walk is.
    var place: BitPlace { BitPlace(offset: offset, used: Int(cursor & 7)) }
    /// How many blocks after `first` the block at hand comes.
    func reached(since first: UnsafeMutablePointer<UInt32>) -> Int {
        unsafe notes - first + state / Self.statesPerBlock
    }

    /// The walk after one group of looks.
    @inline(__always)
    func group<Manner: WalkManner>(_ manner: Manner.Type, _ ground: BlockGround) -> BlockWalk {
        let window = unsafe UInt64(
            littleEndian: UnsafeRawPointer(ground.bytes + offset).loadUnaligned(as: UInt64.self))
        var c = cursor, s = state, t = unsafe table, entry = 0
        for _ in 0..<Self.looks {
            entry = unsafe Int(t[Int(truncatingIfNeeded: (window &<< c) &>> UInt64(64 - RunTable.window))])
            c = c &+ UInt64(bitPattern: Int64(entry))
            s = s &+ entry &>> 13
            unsafe t = ground.states[s]
            unsafe notes[Int(ground.noteNumbers[s])] = UInt32(truncatingIfNeeded: c)
        }
        var next = self
        if manner.counts {
            let steps = s &- state
            // The difference of the sums, with a sign: the guard bits keep borrows and carries apart.
            let sum = Int(
                truncatingIfNeeded: (c & (Self.sumMask | Self.guardMask)) &- (cursor & Self.sumMask) &- Self.guardBit)
            let total = passed &+ sum &- steps &<< 13
            if _slowPath(total > Self.mostPassed) { return settled(at: state, ground) }
            // One state on may be the same block after a long code; two are another block, at whose start nothing was passed.
            // A mask instead of a condition: that may become a branch, which nobody could predict.
            next.passed = total &- (passed & ((1 &- steps) &>> 63))
        }
        if _slowPath(entry == 0) { return settled(at: s, ground) }
        let bits = c & 0x78, wraps = (ground.period &- 1 &- s) &>> 63
        next.cursor = (c &- bits &<< 17 &- bits) & ~Self.guardMask | Self.guardBit
        next.state = s &- wraps & ground.period
        unsafe next.notes = notes + wraps & ground.blocks
        unsafe next.table = t
        return next
    }
}

/// Whether a walk counts coefficients. A type and no value, so that the loops are compiled once for each.
protocol WalkManner {
    static var counts: Bool { get }
}

/// Counts coefficients.
enum Counting: WalkManner {
    @inline(__always) static var counts: Bool { true }
}

/// Only adds up what entries say.
enum Adding: WalkManner {
    @inline(__always) static var counts: Bool { false }
}

/// A place in reversed bytes: where the eight bytes from it on lie, and how many bits of the first are used (0...7).
struct BitPlace: Equatable {
    var offset: Int
    var used: Int

    /// Moved on by some bits.
    func advanced(by bits: Int) -> BitPlace {
        let all = used + bits
        return BitPlace(offset: offset - all >> 3, used: all & 7)
    }

    /// Grows by one with every bit.
    var progress: Int { used - offset << 3 }
}

/// What a walk goes over: the bytes, and the tables of one period of states. The period is at least as long as a group can
/// go on, so that one subtraction wraps it, and the tables go on beyond it by as much.
@safe struct BlockGround {
    let bytes: UnsafePointer<UInt8>
    let states: UnsafePointer<UnsafePointer<Int16>>
    let period: Int
    /// Blocks of a period.
    let blocks: Int
    /// For which block the place is noted at each state, counted from the first of the period.
    let noteNumbers: UnsafePointer<Int32>
    /// Whether coefficients are counted.
    let counts: Bool
    /// For blocks that are read code by code.
    unowned(unsafe) let tables: ScanTables
}

extension BlockWalk {
    /// A walk at the end of a block that was read code by code.
    private struct Settled {
        let cursor: UInt64
        /// State after the block, not yet wrapped.
        let state: Int
        let isSound: Bool
    }

    /// The walk after the block of a state was read code by code.
    @inline(__always)
    private func settled(at state: Int, _ ground: BlockGround) -> BlockWalk {
        let result = unsafe Self.settle(state, notes, offset, end, ground)
        var next = self
        next.cursor = result.cursor
        next.passed = 0
        if !result.isSound { unsafe next.fault = notes + result.state / Self.statesPerBlock - 1 }
        let wraps = result.state >= ground.period
        next.state = wraps ? result.state &- ground.period : result.state
        if wraps { unsafe next.notes += ground.blocks }
        unsafe next.table = ground.states[next.state]
        return next
    }

    /// Reads the block of a state code by code. Takes and gives single values, so that the walks, which are many in a loop,
    /// can stay in registers.
    @inline(never)
    private static func settle(
        _ state: Int, _ notes: UnsafeMutablePointer<UInt32>, _ offset: Int, _ limit: BitPlace, _ ground: BlockGround
    ) -> Settled {
        let block = state / statesPerBlock, note = unsafe notes[block]
        let begin = place(note, near: offset)
        let end = unsafe ground.tables.end(of: block, at: begin, in: ground.bytes)
        // What pads the last byte is no code. Where it is taken for a block that belongs to the picture, that ends too late.
        let isSound = end.isSound || begin.progress + HuffmanCode.noCode > limit.progress
        let after = block + 1
        // The sum of a block that has passed no coefficient.
        let sum = ((UInt64(note) & sumMask) + UInt64(statesPerBlock) << 13) & sumMask
        let cursor = cursor(at: end.place) | sum
        unsafe notes[after] = UInt32(truncatingIfNeeded: cursor)
        return Settled(cursor: cursor, state: after * statesPerBlock, isSound: isSound)
    }

    /// Whether a block that begins with one note and ends with the next surely ended where it should: the coefficients that
    /// were passed are fewer than would make it end without an end code. (Sums are modulo 2048, so that 32 blocks without
    /// a single end code among them could look like one; bytes made so on purpose give a wrong picture, and nothing worse.)
    /// - Returns: negative when not; a number, so that several blocks are judged at once.
    @inline(__always)
    static func room(_ note: UInt32, _ next: UInt32) -> Int32 {
        let mask = UInt32(sumMask)
        let passed = ((next & mask) &- (note & mask) &- UInt32(statesPerBlock) &<< 13) & mask
        return Int32(mostPassed) &- Int32(truncatingIfNeeded: passed)
    }

    /// The place that a note holds. A note has the lower twelve bits of the offset, so it is read beside one that is less than
    /// 2048 bytes away; a block has at most 256.
    @inline(__always)
    static func place(_ note: UInt32, near offset: Int) -> BitPlace {
        let away = (Int(note &>> 20) &- offset &+ 2048) & 4095 &- 2048
        let used = Int(note & 0x7F)
        return BitPlace(offset: offset &+ away &- used &>> 3, used: used & 7)
    }
}
