internal import Base

/// Reads the headers of a JPEG image up to its scan, as far as the scanner needs them.
///
/// Everything unusual is left to libjpeg: this never says that an image is broken, only that it is not one of the plain ones.
struct ScanHeader {
    private(set) var layout = ScanLayout()
    private(set) var slots = HuffmanSlots()
    /// Quantisation of luma in zigzag order.
    private(set) var lumaQuantisation = InlineArray<64, UInt16>(repeating: 0)
    /// Where the entropy-coded bytes begin.
    private(set) var scanStart = 0
    private(set) var quantisation = InlineArray<4, InlineArray<64, UInt16>>(repeating: .init(repeating: 0))
    private var definedQuantisation: UInt8 = 0
    private var hasFrame = false
    private var hasJFIF = false

    /// Reads the headers of another image.
    /// - Returns: whether it is a baseline image with one scan of grey or YCbCr, whose luma has the finest sampling.
    mutating func read(_ image: Span<UInt8>) -> Bool {
        slots.clear()
        layout.restartInterval = 0
        (definedQuantisation, hasFrame, hasJFIF) = (0, false, false)
        var at = 2
        while let (marker, body) = nextSegment(image, &at) {
            let segment = image.extracting(body)
            switch marker {
            case 0xC0, 0xC1: guard readFrame(segment) else { return false }
            case 0xC4: guard readHuffman(segment) else { return false }
            case 0xDB: guard readQuantisation(segment) else { return false }
            case 0xDD:
                guard segment.count == 2 else { return false }
                layout.restartInterval = segment.word(0)
            case 0xDA:
                scanStart = body.upperBound
                return readScan(segment)
            case 0xE0: if segment.count >= 14, segment.starts(with: [0x4A, 0x46, 0x49, 0x46, 0]) { hasJFIF = true }
            // Adobe's segment says which colours the components are.
            case 0xEE where segment.starts(with: [0x41, 0x64, 0x6F, 0x62, 0x65]): return false
            case 0xE1...0xEF, 0xFE: break
            default: return false
            }
        }
        return false
    }

    /// The next marker with the bytes of its segment; nil where there is none in its place.
    private func nextSegment(_ image: Span<UInt8>, _ at: inout Int) -> (marker: UInt8, body: Range<Int>)? {
        // Any number of fill bytes may come before a marker (T.81, B.1.1.2).
        while at + 1 < image.count, image[at] == 0xFF, image[at + 1] == 0xFF { at += 1 }
        guard at + 4 <= image.count, image[at] == 0xFF, image[at + 1] >= 0xC0 else { return nil }
        let marker = image[at + 1], length = image.word(at + 2)
        guard length >= 2, at + 2 + length <= image.count else { return nil }
        let body = at + 4..<at + 2 + length
        at = body.upperBound
        return (marker, body)
    }

    private mutating func readFrame(_ segment: Span<UInt8>) -> Bool {
        guard !hasFrame, segment.count >= 6, segment[0] == 8 else { return false }
        let count = Int(segment[5])
        guard count == 1 || count == 3, segment.count == 6 + 3 * count else { return false }
        hasFrame = true
        layout.size = PixelSize(width: segment.word(3), height: segment.word(1))
        layout.componentCount = count
        guard layout.size.width > 0, layout.size.height > 0 else { return false }
        for i in 0..<count {
            let at = 6 + 3 * i
            var component = ScanLayout.Component()
            component.id = segment[at]
            (component.horizontal, component.vertical) = (segment[at + 1] >> 4, segment[at + 1] & 15)
            component.quantisation = segment[at + 2]
            guard 1...4 ~= component.horizontal, 1...4 ~= component.vertical, component.quantisation < 4 else {
                return false
            }
            layout.components[i] = component
        }
        return hasPlainSampling
    }

    /// A single component is not interleaved: its blocks follow each other row by row whatever its factors (T.81, A.2.2).
    private var hasPlainSampling: Bool {
        mutating get {
            if layout.componentCount == 1 {
                (layout.components[0].horizontal, layout.components[0].vertical) = (1, 1)
                return true
            }
            let luma = layout.components[0]
            let isFinest = (1..<3).allSatisfy {
                luma.horizontal % layout.components[$0].horizontal == 0
                    && luma.vertical % layout.components[$0].vertical == 0
            }
            return isFinest && layout.blocksPerMCU <= ScanLayout.mostBlocks
        }
    }

    private mutating func readHuffman(_ segment: Span<UInt8>) -> Bool {
        var at = 0
        while at < segment.count {
            guard at + 17 <= segment.count, segment[at] & 0xEF < 4 else { return false }
            let slot = Int(segment[at] >> 4) * 4 + Int(segment[at] & 15)
            let counts = segment.extracting(at + 1..<at + 17)
            var symbols = 0
            for i in 0..<16 { symbols += Int(counts[i]) }
            guard symbols <= 256, at + 17 + symbols <= segment.count else { return false }
            slots.define(slot, counts, segment.extracting(at + 17..<at + 17 + symbols))
            at += 17 + symbols
        }
        return true
    }

    private mutating func readQuantisation(_ segment: Span<UInt8>) -> Bool {
        var at = 0
        while at < segment.count {
            let number = Int(segment[at] & 15), isWide = segment[at] >> 4 != 0
            let size = isWide ? 128 : 64
            guard number < 4, segment[at] >> 4 < 2, at + 1 + size <= segment.count else { return false }
            for i in 0..<64 {
                quantisation[number][i] = isWide ? UInt16(segment.word(at + 1 + 2 * i)) : UInt16(segment[at + 1 + i])
            }
            definedQuantisation |= 1 << UInt8(number)
            at += 1 + size
        }
        return true
    }

    private mutating func readScan(_ segment: Span<UInt8>) -> Bool {
        let count = layout.componentCount
        guard hasFrame, segment.count == 4 + 2 * count, Int(segment[0]) == count else { return false }
        for i in 0..<count {
            guard segment[1 + 2 * i] == layout.components[i].id else { return false }
            let tables = segment[2 + 2 * i]
            guard tables >> 4 < 4, tables & 15 < 4 else { return false }
            (layout.components[i].dcTable, layout.components[i].acTable) = (tables >> 4, tables & 15)
        }
        // A sequential scan has all coefficients at full precision.
        guard segment[1 + 2 * count] == 0, segment[2 + 2 * count] == 63, segment[3 + 2 * count] == 0 else {
            return false
        }
        return isYCbCr && completeTables()
    }

    /// As libjpeg guesses it: components named R, G and B are these colours unless JFIF says otherwise.
    private var isYCbCr: Bool {
        if layout.componentCount == 1 { return true }
        let ids = (layout.components[0].id, layout.components[1].id, layout.components[2].id)
        // Who is who is not clear when two have one name.
        guard ids.0 != ids.1, ids.1 != ids.2, ids.0 != ids.2 else { return false }
        return hasJFIF || ids != (0x52, 0x47, 0x42)
    }

    /// Whether the scan uses the typical Huffman tables, as nearly all cameras do.
    var hasTypicalTables: Bool {
        (0..<layout.componentCount).allSatisfy { i in
            [Int(layout.components[i].dcTable), 4 + Int(layout.components[i].acTable)].allSatisfy {
                slots.isSame($0, as: TypicalHuffman.slots)
            }
        }
    }

    /// Motion JPEG may leave out Huffman tables, which are the typical ones then.
    private mutating func completeTables() -> Bool {
        for i in 0..<layout.componentCount {
            let component = layout.components[i]
            guard definedQuantisation >> component.quantisation & 1 != 0 else { return false }
            for slot in [Int(component.dcTable), 4 + Int(component.acTable)] where !slots.has(slot) {
                guard TypicalHuffman.slots.has(slot) else { return false }
                slots.copy(slot, from: TypicalHuffman.slots)
            }
        }
        lumaQuantisation = quantisation[Int(layout.components[0].quantisation)]
        return true
    }
}

extension Span<UInt8> {
    /// Two bytes, the upper one first.
    func word(_ at: Int) -> Int { Int(self[at]) << 8 | Int(self[at + 1]) }

    func starts(with bytes: [UInt8]) -> Bool {
        count >= bytes.count && bytes.indices.allSatisfy { self[$0] == bytes[$0] }
    }
}
