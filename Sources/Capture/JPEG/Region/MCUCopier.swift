/// Goes from MCU to MCU of a scan and copies some of them: their AC codes bit by bit, their DC coefficients as differences to
/// the MCU that was copied before.
@safe struct MCUCopier {
    /// Most bits of a block's AC codes (T.81: 63 codes of 16 bits with up to 15 value bits each), and a code that runs past.
    private static let mostBits = 64 * 31
    /// Most bytes of a copied MCU, each of them stuffed, with what was pending before.
    static let mostBytes = 2 * (ScanLayout.mostBlocks * (mostBits + 32) / 8 + 8)

    /// DC code of each component.
    private var starts: InlineArray<3, HuffmanCode>
    private let bytes: UnsafePointer<UInt8>
    private let perMCU: Int
    /// Component of each block of an MCU.
    private var components = InlineArray<10, Int>(repeating: 0)
    /// Code of each size of a difference, above its length in the lowest byte.
    private var codes = InlineArray<12, UInt64>(repeating: 0)
    /// The DC coefficient of each component in the last block, of the image and of the cut.
    private var read = InlineArray<3, Int32>(repeating: 0)
    private var written = InlineArray<3, Int32>(repeating: 0)

    /// - Parameter bytes: reversed entropy-coded bytes, in which the blocks were found.
    init(_ layout: ScanLayout, _ tables: ScanTables, _ bytes: UnsafePointer<UInt8>) {
        starts = InlineArray(repeating: tables.startCode(of: 0))
        for i in 1..<max(1, layout.componentCount) { starts[i] = tables.startCode(of: i) }
        unsafe self.bytes = bytes
        perMCU = layout.blocksPerMCU
        precondition(perMCU <= ScanLayout.mostBlocks, "an MCU has ten blocks at most")
        for size in codes.indices {
            let entry = DCCode.entry(size: size)
            codes[size] = entry.code << 8 | UInt64(entry.length)
        }
        var block = 0
        for component in 0..<layout.componentCount {
            for _ in 0..<layout.components[component].blocks {
                components[block] = component
                block += 1
            }
        }
    }

    /// Differences begin anew at a restart marker.
    mutating func beginSegment() { read = InlineArray(repeating: 0) }

    /// Goes over an MCU that is not copied.
    /// - Parameters:
    ///   - here: where its first block begins, and then where the next MCU does.
    ///   - reader: gives the beginning of the block after that.
    @inline(__always)
    mutating func pass(_ here: inout BitPlace, _ reader: inout NoteReader) {
        for block in 0..<perMCU {
            _ = decodeStart(components[block], at: here)
            here = reader.next()
        }
    }

    /// Copies an MCU.
    /// - Returns: whether that could be done.
    mutating func copy(_ here: inout BitPlace, _ reader: inout NoteReader, to writer: inout CutWriter) -> Bool {
        writer.reserve(Self.mostBytes)
        for block in 0..<perMCU {
            let component = components[block]
            let start = decodeStart(component, at: here)
            let next = reader.next()
            let count = next.progress - start.progress
            guard 0...Self.mostBits ~= count,
                writeStart(read[component] &- written[component], to: &writer)
            else { return false }
            written[component] = read[component]
            copyBits(count, from: start, to: &writer)
            here = next
        }
        return true
    }

    /// Takes a block's DC coefficient in.
    /// - Returns: the place after it.
    @inline(__always)
    private mutating func decodeStart(_ component: Int, at place: BitPlace) -> BitPlace {
        let window = unsafe place.window(bytes)
        let start = StartCodes.Start(starts[component].symbol(at: window), window)
        read[component] &+= start.value
        return place.advanced(by: start.length)
    }

    /// Writes the code of a difference (T.81, F.1.2.1).
    @inline(__always)
    private func writeStart(_ difference: Int32, to writer: inout CutWriter) -> Bool {
        let size = Int32.bitWidth - Int(difference.magnitude.leadingZeroBitCount)
        guard size <= DCCode.mostBits else { return false }
        let code = codes[size]
        let low = difference < 0 ? difference - 1 : difference
        let value = UInt64(UInt32(bitPattern: low)) & ((1 << UInt64(size)) - 1)
        writer.write((code >> 8) << UInt64(size) | value, count: Int(code & 0xFF) + size)
        return true
    }

    @inline(__always)
    private func copyBits(_ count: Int, from start: BitPlace, to writer: inout CutWriter) {
        var place = start, left = count
        while left > 0 {
            let taken = min(left, 32)
            writer.write(unsafe place.window(bytes) >> UInt64(64 - taken), count: taken)
            place = place.advanced(by: taken)
            left -= taken
        }
    }
}
