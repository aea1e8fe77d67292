internal import Base

extension CutWriter {
    /// Most bytes of all markers before the scan: three quantisation tables of 16 bits and four Huffman tables.
    static let mostHeader = 3 * 133 + 4 * 277 + 64

    /// Writes the markers of a cut up to its scan: tables as the image has them, but for DC the typical code.
    mutating func writeHeader(_ header: ScanHeader, size: PixelSize) {
        reserve(Self.mostHeader)
        write(word: 0xFFD8)
        writeQuantisation(header)
        writeFrame(header.layout, size)
        writeHuffman(slot: 0, TypicalHuffman.slots, DCCode.slot)
        var written: UInt8 = 0
        for i in 0..<header.layout.componentCount {
            let slot = header.layout.components[i].acTable
            if written >> slot & 1 != 0 { continue }
            written |= 1 << slot
            writeHuffman(slot: 0x10 | slot, header.slots, 4 + Int(slot))
        }
        writeScan(header.layout)
    }

    private mutating func writeQuantisation(_ header: ScanHeader) {
        var written: UInt8 = 0
        for i in 0..<header.layout.componentCount {
            let number = header.layout.components[i].quantisation
            if written >> number & 1 != 0 { continue }
            written |= 1 << number
            write(word: 0xFFDB)
            write(word: 2 + 1 + 128)
            write(byte: 0x10 | number)
            for k in 0..<64 { write(word: Int(header.quantisation[Int(number)][k])) }
        }
    }

    /// An extended sequential frame, as tables may be of 16 bits (T.81, B.2.4.1). Components are named as JFIF names them, so
    /// that they are taken for YCbCr.
    private mutating func writeFrame(_ layout: ScanLayout, _ size: PixelSize) {
        write(word: 0xFFC1)
        write(word: 8 + 3 * layout.componentCount)
        write(byte: 8)
        write(word: size.height)
        write(word: size.width)
        write(byte: UInt8(layout.componentCount))
        for i in 0..<layout.componentCount {
            let component = layout.components[i]
            write(byte: UInt8(i + 1))
            write(byte: component.horizontal << 4 | component.vertical)
            write(byte: component.quantisation)
        }
    }

    /// Writes one of some tables under the class and number that the cut has for it.
    private mutating func writeHuffman(slot: UInt8, _ slots: HuffmanSlots, _ number: Int) {
        let table = slots.bytes.span.extracting(slots.table(number))
        var total = 0
        for i in 0..<16 { total += Int(table[i]) }
        write(word: 0xFFC4)
        write(word: 2 + 1 + 16 + total)
        write(byte: slot)
        for i in 0..<16 + total { write(byte: table[i]) }
    }

    private mutating func writeScan(_ layout: ScanLayout) {
        write(word: 0xFFDA)
        write(word: 6 + 2 * layout.componentCount)
        write(byte: UInt8(layout.componentCount))
        for i in 0..<layout.componentCount {
            write(byte: UInt8(i + 1))
            write(byte: layout.components[i].acTable)
        }
        write(byte: 0)
        write(byte: 63)
        write(byte: 0)
    }
}

/// The code that the DC differences of a cut are written in: the typical one of luma (T.81, table K.3), for all components.
enum DCCode {
    static let slot = 0
    /// A difference of more bits has no code.
    static let mostBits = 11

    /// Code and length by size, as the table's symbols are the sizes in order. T.81 writes them out; they count up within a length, and double from one to the next (annex C).
    static func entry(size: Int) -> (code: UInt64, length: Int) {
        let counts = TypicalHuffman.slots.table(slot).lowerBound
        var code: UInt64 = 0, first = 0
        for length in 1...16 {
            let count = Int(TypicalHuffman.slots.bytes[counts + length - 1])
            if size < first + count { return (code + UInt64(size - first), length) }
            code = (code + UInt64(count)) << 1
            first += count
        }
        preconditionFailure("sizes are at most \(mostBits)")
    }
}
