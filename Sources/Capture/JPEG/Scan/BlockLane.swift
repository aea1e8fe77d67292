/// What luma blocks are read with at 1/4: bytes in reverse, codes with values, and what each coefficient weighs.
@safe struct ValueGround {
    let bytes: UnsafePointer<UInt8>
    let starts: StartCodes
    let values: ValueCodes
    let weights: QuarterWeights
}

/// A block on its way: one of the two that are read at a time.
///
/// A lane that is over takes nothing any more while the other goes on; by a mask, as a branch could not be predicted.
struct BlockLane {
    /// Looks for each 64 bits that are loaded: seven bits, four entries of twelve, and their windows lie within.
    private static let looks = 4
    /// The last coefficient of a block.
    private static let last = 63

    /// Where the AC codes begin.
    private let begin: BitPlace
    /// Where the eight bytes at hand lie, these bytes, and how many of their bits are used.
    private var offset: Int
    private var raw: UInt64 = 0
    private var used: UInt64
    /// The coefficient that was added last; beyond the last one, what `ValueTable` says.
    private var index = 0
    /// The sum of the AC values times their weights.
    private(set) var sum: Int64 = 0

    /// Takes a block's DC coefficient in.
    @inline(__always)
    init(_ place: BitPlace, _ ground: ValueGround, _ prediction: inout Int32) {
        let start = unsafe ground.starts.start(at: place.window(ground.bytes))
        prediction = prediction &+ start.value
        begin = place.advanced(by: start.length)
        offset = begin.offset
        used = UInt64(truncatingIfNeeded: begin.used)
    }

    /// Whether the block ended as most do, with its end code or its last coefficient. Others must be settled.
    @inline(__always)
    var hasEnd: Bool { index == Self.last || UInt(bitPattern: index &- ValueTable.blockEnd) < UInt(Self.last) }

    /// Reads two blocks until both are over.
    @inline(__always)
    static func read(_ a: inout BlockLane, _ b: inout BlockLane, _ ground: ValueGround) {
        while areOpen(a, b) {
            a.load(ground)
            b.load(ground)
            for _ in 0..<looks {
                a.look(ground)
                b.look(ground)
                if !areOpen(a, b) { break }
            }
        }
    }

    /// Whether one of two blocks goes on.
    @inline(__always)
    private static func areOpen(_ a: BlockLane, _ b: BlockLane) -> Bool { (a.index &- last) | (b.index &- last) < 0 }

    /// Reads a block alone until it is over.
    mutating func read(_ ground: ValueGround) {
        while index < Self.last {
            load(ground)
            for _ in 0..<Self.looks { look(ground) }
        }
    }

    @inline(__always)
    private mutating func load(_ ground: ValueGround) {
        offset = offset &- Int(truncatingIfNeeded: used &>> 3)
        used &= 7
        raw = unsafe UInt64(
            littleEndian: UnsafeRawPointer(ground.bytes + offset).loadUnaligned(as: UInt64.self))
    }

    @inline(__always)
    private mutating func look(_ ground: ValueGround) {
        let goesOn = UInt64(bitPattern: Int64((index &- Self.last) &>> 63))
        let entry = ground.values.entry(at: raw &<< used) & goesOn
        used = used &+ (entry & 0xFF)
        let first = index &+ Int(truncatingIfNeeded: entry &>> 8 & 0xFF)
        index = first &+ Int(truncatingIfNeeded: entry &>> 16 & 0xFF)
        let value = Int64(Int16(truncatingIfNeeded: entry &>> 32)), next = Int64(bitPattern: entry) &>> 48
        sum = sum &+ value &* ground.weights[first] &+ next &* ground.weights[index]
    }
}

// MARK: - Blocks that need more than the table

extension BlockLane {
    /// The sum of a block that is over, however it came to that: reads on behind a code that is too long for the table.
    @inline(never)
    func settledSum(_ ground: ValueGround) -> Int64 {
        var lane = self
        while !lane.hasEnd {
            // The entry that led beyond the end may have had a second code, of the next block.
            guard lane.index >= ValueTable.tooLong else { return sumOfSingles(ground) }
            lane.index &-= ValueTable.tooLong
            lane.addSingle(ground)
            lane.read(ground)
        }
        return lane.sum
    }

    /// Reads the block anew, code by code.
    private func sumOfSingles(_ ground: ValueGround) -> Int64 {
        var lane = self
        (lane.offset, lane.used) = (begin.offset, UInt64(begin.used))
        (lane.index, lane.sum) = (0, 0)
        while lane.index < Self.last { lane.addSingle(ground) }
        return lane.sum
    }

    private mutating func addSingle(_ ground: ValueGround) {
        load(ground)
        let code = ground.values.code(at: raw &<< used)
        used = used &+ UInt64(code.length)
        index = index &+ code.advance
        sum = sum &+ Int64(code.value) &* ground.weights[index]
    }
}
