internal import Base

/// Where the luma blocks of MCUs lie in a picture with one pixel, or one square of pixels, a block.
struct LumaGrid {
    /// Size of the picture in blocks.
    let columns: Int, rows: Int
    /// Luma blocks of an MCU.
    let count: Int
    /// Luma blocks of an MCU in a row and in a column.
    let across: Int, down: Int
    private let mcusPerRow: Int

    init(_ layout: ScanLayout) {
        (columns, rows) = ((layout.size.width + 7) / 8, (layout.size.height + 7) / 8)
        (across, down) = (Int(layout.components[0].horizontal), Int(layout.components[0].vertical))
        (count, mcusPerRow) = (layout.lumaBlocks, layout.mcusPerRow)
    }

    /// Number of a row's first luma block in the order of the scan.
    func level(ofRow row: Int) -> Int { (row / down * mcusPerRow * down + row % down) * across }
}

/// Reads the notes of a piece one after another.
@safe struct NoteReader {
    private var note: UnsafePointer<UInt32>
    private var offset: Int

    init(_ piece: BlockIndex.Piece) {
        unsafe note = UnsafePointer(piece.notes)
        // The offset in a note is that of its group, which began up to nine bytes before the block.
        offset = piece.begin.offset + 16
    }

    /// Where the next block begins.
    @inline(__always)
    mutating func next() -> BitPlace {
        let value = unsafe note.pointee
        unsafe note += 1
        // Offsets come down, by less than 4096 from one block to the next.
        offset = offset &- ((offset &- Int(value &>> 20)) & 4095)
        let used = Int(value & 0x7F)
        return BitPlace(offset: offset &- used &>> 3, used: used & 7)
    }

    /// Passes over blocks; few enough that their bytes are less than 4096.
    @inline(__always)
    mutating func skip(_ blocks: Int) { unsafe note += blocks }
}
