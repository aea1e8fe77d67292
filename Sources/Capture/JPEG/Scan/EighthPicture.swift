/// The luma picture at 1/8: one pixel a block, from its DC coefficient alone.
///
/// The same bits as libjpeg's `jpeg_idct_1x1`, out of range too, where its range table wraps at ten bits.
enum EighthPicture {
    /// Makes the picture of a scan whose blocks were found. Cost: some 3 ns a block.
    /// - Parameters:
    ///   - codes: luma's DC code.
    ///   - quantisation: the DC coefficient's; libjpeg keeps it in 16 bits with a sign.
    ///   - pixels: one for each block of the picture, row by row.
    /// - Returns: whether the blocks of every segment ended within its bytes.
    static func make(
        of index: borrowing BlockIndex, _ layout: ScanLayout, _ codes: StartCodes, quantisation: UInt16,
        _ bytes: UnsafePointer<UInt8>, into pixels: UnsafeMutableBufferPointer<UInt8>
    ) -> Bool {
        let factor = Int32(Int16(truncatingIfNeeded: quantisation))
        let grid = LumaGrid(layout)
        precondition(pixels.count == grid.columns * grid.rows, "one pixel a block")
        var isWithin = true, prediction: Int32 = 0
        for number in index.pieces.indices {
            let piece = index.pieces[number]
            if number == 0 || index.pieces[number - 1].end != nil { prediction = 0 }
            var reader = NoteReader(piece)
            var corner = grid.corner(of: piece.mcus.lowerBound)
            for _ in piece.mcus {
                for y in 0..<grid.down {
                    for x in 0..<grid.across {
                        let window = unsafe reader.next().window(bytes)
                        prediction = prediction &+ codes.start(at: window).value
                        let value = (Int32(Int16(truncatingIfNeeded: prediction)) &* factor &+ 4) &>> 3
                        if let at = grid.block(x, y, from: corner) {
                            unsafe pixels[at] = DCTValue.sample(value)
                        }
                    }
                }
                grid.advance(&corner)
                reader.skip(grid.others)
            }
            if let end = piece.end, reader.next().progress > end.progress { isWithin = false }
        }
        return isWithin
    }
}

/// Arithmetic that libjpeg and T.81 prescribe for coefficients.
enum DCTValue {
    /// The value whose `size` bits lie on top of `window` (T.81, table F.1 and figure F.12), without a branch.
    @inline(__always)
    static func extended(_ window: UInt64, _ size: UInt64) -> Int32 {
        // Negative values have their bits inverted. By masks, as nobody could predict a sign.
        let inverted = ~(Int64(bitPattern: window) &>> 63)
        let size = Int64(bitPattern: ((window ^ UInt64(bitPattern: inverted)) &>> 1) &>> (63 &- size))
        return Int32(truncatingIfNeeded: (size ^ inverted) &- inverted)
    }

    /// A sample from its difference to the middle grey, as libjpeg limits its range: by a table of ten bits.
    @inline(__always)
    static func sample(_ value: Int32) -> UInt8 {
        let wrapped = (value &<< 22) &>> 22
        return UInt8(truncatingIfNeeded: min(max(wrapped &+ 128, 0), 255))
    }
}
