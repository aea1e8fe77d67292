/// Changes of what the headers say.
extension Mutation {
    static func changeHeader(_ image: inout [UInt8], _ chance: inout Chance) {
        let parts = Parts(image)
        switch chance.below(8) {
        case 0: changeSize(&image, parts.bodies([0xC0, 0xC1, 0xC2]), &chance)
        case 1: changeComponent(&image, parts.bodies([0xC0, 0xC1, 0xC2]), &chance)
        case 2...3: changeHuffman(&image, parts.bodies([0xC4]), &chance)
        case 4: changeQuantisation(&image, parts.bodies([0xDB]), &chance)
        case 5: changeScan(&image, parts.bodies([0xDA]), &chance)
        case 6: changeInterval(&image, parts, &chance)
        default: changeLength(&image, parts, &chance)
        }
    }

    /// Height and width (T.81, B.2.2), mostly near what they were.
    private static func changeSize(_ image: inout [UInt8], _ frames: [Range<Int>], _ chance: inout Chance) {
        guard let frame = frames.first, frame.count >= 5 else { return }
        let at = frame.lowerBound + (chance.once(in: 2) ? 1 : 3)
        let old = Int(image[at]) << 8 | Int(image[at + 1])
        let near = old + chance.below(40) - 20, new = chance.once(in: 8) ? Int(chance.next() & 0xFFF) : max(0, near)
        (image[at], image[at + 1]) = (UInt8(new >> 8 & 255), UInt8(new & 255))
    }

    /// Sampling factors, table, name or number of components.
    private static func changeComponent(_ image: inout [UInt8], _ frames: [Range<Int>], _ chance: inout Chance) {
        guard let frame = frames.first, frame.count >= 9 else { return }
        let component = frame.lowerBound + 6 + 3 * chance.below((frame.count - 6) / 3)
        switch chance.below(8) {
        case 0: image[component] = UInt8(chance.below(4))
        case 1: image[component + 2] = UInt8(chance.below(5))
        case 2: image[frame.lowerBound + 5] = UInt8(chance.below(5))
        case 3: image[frame.lowerBound] = chance.pick([8, 12, 0, 16])
        default: image[component + 1] = UInt8(1 + chance.below(4)) << 4 | UInt8(1 + chance.below(4))
        }
    }

    /// Counts and symbols of a Huffman table. Two symbols that change places leave it a good one; so does a code that becomes
    /// two longer ones.
    private static func changeHuffman(_ image: inout [UInt8], _ tables: [Range<Int>], _ chance: inout Chance) {
        guard !tables.isEmpty else { return }
        let table = chance.pick(tables)
        guard table.count > 18 else { return }
        let counts = table.lowerBound + 1..<table.lowerBound + 17, symbols = table.lowerBound + 17..<table.upperBound
        let symbol = symbols.lowerBound + chance.below(symbols.count)
        switch chance.below(6) {
        case 0: image[table.lowerBound] = chance.pick([0x00, 0x01, 0x10, 0x11, 0x02, 0x13, 0x20, 0x04])
        case 1: image[counts.lowerBound + chance.below(16)] = chance.byte()
        case 2: image[symbol] = chance.byte()
        case 3: image[symbol] = chance.pick([0x00, 0xF0, 0x10, 0x0F, 0xFF, 0x01])
        case 4: image.swapAt(symbol, symbols.lowerBound + chance.below(symbols.count))
        default:
            // The same number of symbols, with codes of other lengths.
            let from = counts.lowerBound + chance.below(15)
            guard image[from] > 0, image[from + 1] < 255 else { return }
            image[from] -= 1
            image[from + 1] += 1
        }
    }

    private static func changeQuantisation(_ image: inout [UInt8], _ tables: [Range<Int>], _ chance: inout Chance) {
        guard !tables.isEmpty else { return }
        let table = chance.pick(tables)
        let at = chance.once(in: 4) ? table.lowerBound : table.lowerBound + chance.below(table.count)
        image[at] = chance.pick([0, 1, 0xFF, 0x10, 0x11, chance.byte()])
    }

    /// Components, tables and spectral selection of the scan.
    private static func changeScan(_ image: inout [UInt8], _ scans: [Range<Int>], _ chance: inout Chance) {
        guard let scan = scans.first else { return }
        let at = scan.lowerBound + chance.below(scan.count)
        image[at] = chance.once(in: 3) ? chance.byte() : chance.pick([0x00, 0x01, 0x10, 0x11, 0x02, 0x20, 0x03, 0x3F])
    }

    /// Sets a restart interval, or changes the one that there is.
    private static func changeInterval(_ image: inout [UInt8], _ parts: Parts, _ chance: inout Chance) {
        let interval = chance.once(in: 5) ? chance.below(0x10000) : chance.below(12)
        let bytes = [UInt8(interval >> 8), UInt8(interval & 255)]
        if let body = parts.bodies([0xDD]).first, body.count >= 2 {
            image.replaceSubrange(body.lowerBound..<body.lowerBound + 2, with: bytes)
        } else if let scan = parts.segments.last {
            image.insert(contentsOf: [0xFF, 0xDD, 0, 4] + bytes, at: scan.start)
        }
    }

    /// The length of a segment.
    private static func changeLength(_ image: inout [UInt8], _ parts: Parts, _ chance: inout Chance) {
        guard !parts.segments.isEmpty else { return }
        let at = chance.pick(parts.segments).start + 2
        if chance.once(in: 3) { image[at] = chance.byte() }
        image[at + 1] = image[at + 1] &+ UInt8(truncatingIfNeeded: chance.below(9) - 4)
    }

    /// Puts a marker anywhere, with fill bytes and contents or without.
    static func insertMarker(_ image: inout [UInt8], _ chance: inout Chance) {
        let entropy = Parts(image).entropy
        let place = chance.once(in: 3) ? chance.below(image.count) : entropy.lowerBound + chance.below(entropy.count)
        var bytes = [UInt8](repeating: 0xFF, count: chance.once(in: 3) ? 2 + chance.below(6) : 1)
        let restart = 0xD0 + UInt8(chance.below(8))
        bytes.append(
            chance.pick([restart, restart, 0xD9, 0xD8, 0x00, 0x01, 0xC4, 0xDA, 0xDC, 0xFE, 0xE0, chance.byte()]))
        if chance.once(in: 4) { bytes += [0, 4, chance.byte(), chance.byte()] }
        image.insert(contentsOf: bytes, at: min(place, image.count))
    }
}
