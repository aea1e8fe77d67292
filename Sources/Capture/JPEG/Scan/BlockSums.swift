/// What the luma blocks of a picture come to at 1/4, in the order of the scan: the DC coefficient, and the sum of the
/// AC coefficients times weights.
///
/// Where each block begins is known, so two are read at a time: one read alone waits for memory after every code, and where it
/// ends nobody can predict.
@safe struct BlockSums: ~Copyable {
    private var sums = ScratchBuffer<Int64>()
    /// Sixteen bits are what libjpeg keeps.
    private var levels = ScratchBuffer<Int16>()

    /// The sum of a block's AC coefficients times `QuarterWeights`.
    @inline(__always)
    func sum(_ block: Int) -> Int64 { unsafe sums.first[block] }
    /// The DC coefficient of a block, before quantisation.
    @inline(__always)
    func level(_ block: Int) -> Int16 { unsafe levels.first[block] }

    /// Reads the luma of a scan whose blocks were found. Cost: some 3 ns a code.
    /// - Returns: whether the blocks of every segment ended within its bytes.
    mutating func read(_ layout: ScanLayout, _ index: borrowing BlockIndex, _ ground: ValueGround) -> Bool {
        sums.reserve(layout.mcus * layout.lumaBlocks)
        levels.reserve(layout.mcus * layout.lumaBlocks)
        var prediction: Int32 = 0, block = 0, isWithin = true
        for piece in index.pieces {
            if piece.beginsSegment { prediction = 0 }
            var reader = LumaReader(piece, layout)
            let end = block + piece.mcus.count * layout.lumaBlocks
            while block + 1 < end { readTwo(&reader, &prediction, &block, ground) }
            if block < end { readOne(&reader, &prediction, &block, ground) }
            if let end = piece.end, reader.end().progress > end.progress { isWithin = false }
        }
        return isWithin
    }

    @inline(__always)
    private func readTwo(
        _ reader: inout LumaReader, _ prediction: inout Int32, _ block: inout Int, _ ground: ValueGround
    ) {
        var a = BlockLane(reader.next(), ground, &prediction)
        unsafe levels.first[block] = Int16(truncatingIfNeeded: prediction)
        var b = BlockLane(reader.next(), ground, &prediction)
        unsafe levels.first[block &+ 1] = Int16(truncatingIfNeeded: prediction)
        BlockLane.read(&a, &b, ground)
        unsafe sums.first[block] = a.hasEnd ? a.sum : a.settledSum(ground)
        unsafe sums.first[block &+ 1] = b.hasEnd ? b.sum : b.settledSum(ground)
        block &+= 2
    }

    private func readOne(
        _ reader: inout LumaReader, _ prediction: inout Int32, _ block: inout Int, _ ground: ValueGround
    ) {
        var lane = BlockLane(reader.next(), ground, &prediction)
        lane.read(ground)
        unsafe levels.first[block] = Int16(truncatingIfNeeded: prediction)
        unsafe sums.first[block] = lane.settledSum(ground)
        block += 1
    }
}

/// Tells where the luma blocks of a piece begin.
private struct LumaReader {
    private var notes: NoteReader
    private let luma: Int, others: Int
    /// Luma blocks of the MCU that are still to come.
    private var left: Int

    init(_ piece: BlockIndex.Piece, _ layout: ScanLayout) {
        notes = NoteReader(piece)
        luma = layout.lumaBlocks
        others = layout.blocksPerMCU - luma
        left = luma
    }

    @inline(__always)
    mutating func next() -> BitPlace {
        if left == 0 {
            notes.skip(others)
            left = luma
        }
        left &-= 1
        return notes.next()
    }

    /// Where the last MCU ends.
    mutating func end() -> BitPlace {
        notes.skip(others)
        return notes.next()
    }
}
