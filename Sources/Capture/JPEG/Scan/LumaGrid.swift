internal import Base

/// Where the luma blocks of MCUs lie in a picture with one pixel, or one square of pixels, a block.
struct LumaGrid {
    /// Size of the picture in blocks.
    let columns: Int, rows: Int
    /// Luma blocks of an MCU, and its other blocks.
    let count: Int, others: Int
    /// Luma blocks of an MCU in a row and in a column.
    let across: Int, down: Int
    private let mcusPerRow: Int

    init(_ layout: ScanLayout) {
        (columns, rows) = ((layout.size.width + 7) / 8, (layout.size.height + 7) / 8)
        (across, down) = (Int(layout.components[0].horizontal), Int(layout.components[0].vertical))
        (count, others) = (layout.lumaBlocks, layout.blocksPerMCU - layout.lumaBlocks)
        mcusPerRow = layout.mcusPerRow
    }

    /// The first block of an MCU.
    struct Corner {
        fileprivate(set) var column: Int, row: Int
        /// Number of the block in the picture.
        fileprivate var index: Int
    }

    func corner(of mcu: Int) -> Corner {
        let column = mcu % mcusPerRow * across, row = mcu / mcusPerRow * down
        return Corner(column: column, row: row, index: row * columns + column)
    }

    /// Number of a row's first luma block in the order of the scan.
    func level(ofRow row: Int) -> Int { (row / down * mcusPerRow * down + row % down) * across }

    /// Goes on to the next MCU.
    @inline(__always)
    func advance(_ corner: inout Corner) {
        corner.column &+= across
        corner.index &+= across
        if corner.column < columns { return }
        corner.row &+= down
        (corner.column, corner.index) = (0, corner.row &* columns)
    }

    /// Number in the picture of the block at a column and row of an MCU; nil for one that only fills up the MCU.
    @inline(__always)
    func block(_ x: Int, _ y: Int, from corner: Corner) -> Int? {
        guard corner.column &+ x < columns, corner.row &+ y < rows else { return nil }
        return corner.index &+ y &* columns &+ x
    }
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
