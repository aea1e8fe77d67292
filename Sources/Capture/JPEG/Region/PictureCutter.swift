internal import Base

/// Cuts a part out of a JPEG image without loss: another JPEG image of the MCUs that cover it.
///
/// Where blocks begin is found as for a luma picture (`BlockIndex`). AC codes are copied as they are; only the first
/// coefficient of a block depends on the blocks before it, so that is decoded in all of them and coded anew. Transform,
/// upsampling and colours are left to libjpeg, whose cost is that of the part then. Used by one thread at a time.
final class PictureCutter {
    private var header = ScanHeader()
    private let tables = ScanTables()

    /// Makes a cutter; some 150 KiB for tables.
    init() {}

    /// How the image is made up whose headers were read last.
    var layout: ScanLayout { header.layout }

    /// Reads the headers of an image.
    /// - Returns: false when it is not one that can be cut: baseline, grey or YCbCr, in one scan.
    func read(_ image: Span<UInt8>) -> Bool {
        header.read(image) && tables.prepare(header.layout, header.slots)
    }

    /// Cuts the image whose headers were read last. Cost: that of finding the blocks of the whole image, some 3 ns a block
    /// for its first coefficient, and some 5 ns a byte of the cut.
    /// - Returns: the cut; nil when the image is not whole from its first block to its end marker, or a first coefficient
    ///   has no code.
    func cut(_ image: Span<UInt8>, _ plan: CutPlan) -> CutWriter? {
        let scratch = ScanScratch.take()
        defer { scratch.giveBack() }
        scratch.bytes.take(image, from: header.scanStart, restarts: header.layout.restartInterval > 0)
        let end = scratch.bytes.end
        guard end + 1 < image.count, image[end + 1] == 0xD9,
            scratch.index.find(header.layout, scratch.bytes, tables)
        else { return nil }
        let share = (image.count - header.scanStart) / header.layout.mcus * plan.mcus
        var writer = CutWriter(expecting: CutWriter.mostHeader + share + share / 4 + MCUCopier.mostBytes)
        writer.writeHeader(header, size: plan.size)
        guard unsafe copy(scratch.index, scratch.bytes.base, plan, to: &writer) else { return nil }
        writer.reserve(16)
        writer.finishBits()
        writer.write(word: 0xFFD9)
        return writer
    }

    /// - Returns: whether all blocks of the image ended within their segments, and those of the cut could be copied.
    private func copy(
        _ index: borrowing BlockIndex, _ bytes: UnsafePointer<UInt8>, _ plan: CutPlan, to writer: inout CutWriter
    ) -> Bool {
        let perRow = header.layout.mcusPerRow, perMCU = header.layout.blocksPerMCU
        let last = (plan.rows.upperBound - 1) * perRow + plan.columns.upperBound
        var copier = unsafe MCUCopier(header.layout, tables, bytes)
        for piece in index.pieces {
            if piece.beginsSegment { copier.beginSegment() }
            var reader = NoteReader(piece)
            var here = reader.next()
            for mcu in piece.mcus {
                if mcu >= last {
                    // Nothing follows from these any more; they only have to be there.
                    reader.skip(perMCU - 1)
                    here = reader.next()
                } else if plan.rows.contains(mcu / perRow), plan.columns.contains(mcu % perRow) {
                    guard copier.copy(&here, &reader, to: &writer) else { return false }
                } else {
                    copier.pass(&here, &reader)
                }
            }
            if let end = piece.end, here.progress > end.progress { return false }
        }
        return true
    }
}
