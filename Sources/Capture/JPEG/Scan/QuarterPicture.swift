internal import Base

/// The luma picture at 1/4: four pixels a block, from the coefficients that libjpeg takes for them (`QuarterWeights`).
///
/// Blocks are decoded in order, luma with its values, the others by runs alone.
enum QuarterPicture {
    /// Makes the picture of a scan. Cost: some 3 ns a code of luma.
    /// - Parameter pixels: `(width + 3) / 4` columns of a picture, row by row.
    /// - Returns: whether all blocks were found, by codes alone and within their bytes.
    static func make(
        _ layout: ScanLayout, _ tables: ScanTables, _ weights: QuarterWeights, quantisation: UInt16,
        _ bytes: borrowing EntropyBytes, into pixels: UnsafeMutableBufferPointer<UInt8>
    ) -> Bool {
        let interval = layout.restartInterval == 0 ? layout.mcus : layout.restartInterval
        let factor = Int32(Int16(truncatingIfNeeded: quantisation))
        let grid = LumaGrid(layout), size = layout.size, ground = unsafe tables.ground(bytes.base)
        let blocks = grid.count..<grid.count + grid.others
        let target = unsafe QuarterTarget((size.width + 3) / 4, (size.height + 3) / 4, pixels)
        var corner = grid.corner(of: 0), segment = 0
        for first in stride(from: 0, to: layout.mcus, by: interval) {
            guard segment + 1 < bytes.segments.count else { return false }
            var reader = BlockReader(bytes.place(of: segment), tables)
            let end = bytes.place(of: segment + 1).progress
            for _ in first..<min(first + interval, layout.mcus) {
                for y in 0..<grid.down {
                    for x in 0..<grid.across {
                        let sum = reader.lumaBlock(weights, ground)
                        let dc = Int32(Int16(truncatingIfNeeded: reader.prediction)) &* factor
                        target.set(corner.column + x, corner.row + y, QuarterWeights.pixels(dc: dc, sum: sum))
                    }
                }
                for block in blocks { reader.pass(block, ground) }
                // Beyond the end are zeros, or bytes of the next segment: nothing that an MCU could not read.
                guard reader.isSound, reader.place.progress <= end else { return false }
                grid.advance(&corner)
            }
            segment += 1
        }
        return true
    }
}

/// A picture with four pixels a block.
@safe private struct QuarterTarget {
    let width: Int, height: Int
    let pixels: UnsafeMutablePointer<UInt8>

    init(_ width: Int, _ height: Int, _ pixels: UnsafeMutableBufferPointer<UInt8>) {
        precondition(width > 0 && height > 0 && pixels.count == width * height, "one pixel for each of the picture's")
        (self.width, self.height) = (width, height)
        guard let first = pixels.baseAddress else { preconditionFailure("a picture has pixels") }
        unsafe self.pixels = first
    }

    /// Sets those pixels of a block that belong to the picture.
    @inline(__always)
    func set(_ column: Int, _ row: Int, _ values: (UInt8, UInt8, UInt8, UInt8)) {
        let x = 2 &* column, y = 2 &* row
        guard x < width, y < height else { return }
        let at = unsafe pixels.advanced(by: y &* width &+ x)
        unsafe at[0] = values.0
        if x &+ 1 < width { unsafe at[1] = values.1 }
        guard y &+ 1 < height else { return }
        unsafe at[width] = values.2
        if x &+ 1 < width { unsafe at[width &+ 1] = values.3 }
    }
}

/// Reads blocks one after another, luma with its values.
struct BlockReader {
    private(set) var place: BitPlace
    /// The DC coefficient of the last luma block (T.81, F.2.1.3.1).
    private(set) var prediction: Int32 = 0
    /// Whether all bits were codes.
    private(set) var isSound = true
    private let starts: StartCodes
    private let values: ValueCodes

    init(_ place: BitPlace, _ tables: ScanTables) {
        self.place = place
        (starts, values) = (tables.lumaStarts, tables.lumaValues)
    }

    /// Reads a luma block.
    /// - Returns: the sum of its AC values times their weights.
    @inline(__always)
    mutating func lumaBlock(_ weights: QuarterWeights, _ ground: BlockGround) -> Int64 {
        let window = unsafe place.window(ground.bytes)
        let start = starts.start(at: window)
        if !start.isCode { isSound = false }
        prediction = prediction &+ start.value
        place = place.advanced(by: start.length)
        var sum = ACSum()
        while true {
            let raw = unsafe UInt64(
                littleEndian: UnsafeRawPointer(ground.bytes + place.offset).loadUnaligned(as: UInt64.self))
            let begin = UInt64(truncatingIfNeeded: place.used)
            var used = begin, entry: UInt64 = 0
            // Seven bits, four entries of twelve, and their windows lie within 64.
            for _ in 0..<4 {
                entry = values.entry(at: raw &<< used)
                used = used &+ (entry & 0xFF)
                sum.add(entry, weights)
                if sum.isOver { break }
            }
            if sum.isOver, sum.wentTooFar(entry) {
                sum.remove(entry, weights)
                place = place.advanced(by: Int(truncatingIfNeeded: used &- begin &- (entry & 0xFF)))
                addSingle(&sum, weights, ground)
            } else {
                place = place.advanced(by: Int(truncatingIfNeeded: used &- begin))
            }
            if sum.isOver { return sum.total }
        }
    }

    @inline(never)
    private mutating func addSingle(_ sum: inout ACSum, _ weights: QuarterWeights, _ ground: BlockGround) {
        let code = unsafe values.code(at: place.window(ground.bytes))
        if !code.isCode { isSound = false }
        place = place.advanced(by: code.length)
        sum.add(code, weights)
    }

    /// Passes over a block of another component, by runs.
    @inline(__always)
    mutating func pass(_ block: Int, _ ground: BlockGround) {
        let begin = place, next = (block &+ 1) &* BlockWalk.statesPerBlock
        var state = block &* BlockWalk.statesPerBlock, passed = 0
        while state < next {
            let entry = unsafe Int(
                ground.states[state][
                    Int(truncatingIfNeeded: place.window(ground.bytes) &>> UInt64(64 - RunTable.window))])
            state = state &+ entry &>> 13
            passed = passed &+ (entry &>> 7 & 63)
            place = place.advanced(by: entry & 0x7F)
            if entry == 0 || passed > RunTable.furthest { return passSlowly(block, from: begin, ground) }
        }
    }

    @inline(never)
    private mutating func passSlowly(_ block: Int, from begin: BitPlace, _ ground: BlockGround) {
        let end = unsafe ground.tables.end(of: block, at: begin, in: ground.bytes)
        if !end.isSound { isSound = false }
        place = end.place
    }
}

/// The sum of a block's AC values times their weights.
struct ACSum {
    /// The last coefficient that was added.
    private var index = 0
    private(set) var total: Int64 = 0

    /// Whether the block is at its end.
    @inline(__always)
    var isOver: Bool { index >= 63 }

    @inline(__always)
    mutating func add(_ entry: UInt64, _ weights: QuarterWeights) {
        let first = index &+ Int(truncatingIfNeeded: entry &>> 8 & 0xFF)
        index = first &+ Int(truncatingIfNeeded: entry &>> 16 & 0xFF)
        total = total &+ Self.first(entry) &* weights[first] &+ Self.second(entry) &* weights[index]
    }

    /// Takes an entry that was added last away again.
    mutating func remove(_ entry: UInt64, _ weights: QuarterWeights) {
        let first = index &- Int(truncatingIfNeeded: entry &>> 16 & 0xFF)
        total = total &- Self.first(entry) &* weights[first] &- Self.second(entry) &* weights[index]
        index = first &- Int(truncatingIfNeeded: entry &>> 8 & 0xFF)
    }

    mutating func add(_ code: ACCode, _ weights: QuarterWeights) {
        index += code.advance
        total = total &+ Int64(code.value) &* weights[index]
    }

    /// Whether the entry that was added last, and led beyond the end, is a code too long for the table, or has a second code
    /// after the first has led to the end already: such a code belongs to the next block.
    @inline(__always)
    func wentTooFar(_ entry: UInt64) -> Bool {
        let second = Int(truncatingIfNeeded: entry &>> 16 & 0xFF)
        return entry & 0xFF == 0 || (second != 0 && index &- second >= 63)
    }

    @inline(__always)
    private static func first(_ entry: UInt64) -> Int64 {
        Int64(Int16(truncatingIfNeeded: entry &>> 32))
    }

    @inline(__always)
    private static func second(_ entry: UInt64) -> Int64 { Int64(bitPattern: entry) &>> 48 }
}
