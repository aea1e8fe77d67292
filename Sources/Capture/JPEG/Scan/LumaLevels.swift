/// The DC coefficients of a picture's luma, before quantisation, in the order of the scan.
@safe struct LumaLevels: ~Copyable {
    /// Sixteen bits are what libjpeg keeps.
    private var levels = ScratchBuffer<Int16>()

    /// The first one.
    var first: UnsafePointer<Int16> { unsafe UnsafePointer(levels.first) }

    /// Reads the levels of a scan whose blocks were found. Cost: some 2 ns a block.
    /// - Returns: whether the blocks of every segment ended within its bytes.
    mutating func read(
        _ layout: ScanLayout, _ index: borrowing BlockIndex, _ codes: StartCodes, _ bytes: UnsafePointer<UInt8>
    ) -> Bool {
        levels.reserve(layout.mcus * layout.lumaBlocks)
        let others = layout.blocksPerMCU - layout.lumaBlocks
        // Compiled for each of the usual counts.
        return switch layout.lumaBlocks {
        case 1: unsafe read(index, 1, others, codes, bytes)
        case 2: unsafe read(index, 2, others, codes, bytes)
        case 4: unsafe read(index, 4, others, codes, bytes)
        default: unsafe read(index, layout.lumaBlocks, others, codes, bytes)
        }
    }

    @inline(__always)
    private func read(
        _ index: borrowing BlockIndex, _ luma: Int, _ others: Int, _ codes: StartCodes, _ bytes: UnsafePointer<UInt8>
    ) -> Bool {
        var level = unsafe levels.first, prediction: Int32 = 0, isWithin = true
        for piece in index.pieces {
            if piece.beginsSegment { prediction = 0 }
            var reader = NoteReader(piece)
            for _ in 0..<piece.mcus.count {
                for i in 0..<luma {
                    prediction = unsafe prediction &+ codes.start(at: reader.next().window(bytes)).value
                    unsafe level[i] = Int16(truncatingIfNeeded: prediction)
                }
                unsafe level += luma
                reader.skip(others)
            }
            if let end = piece.end, reader.next().progress > end.progress { isWithin = false }
        }
        return isWithin
    }
}
