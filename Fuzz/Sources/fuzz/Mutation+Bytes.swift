/// Changes that know nothing of what they change.
extension Mutation {
    /// Bytes that mean something among entropy-coded ones, or are extreme.
    private static let telling: [UInt8] = [0xFF, 0x00, 0xFE, 0x01, 0x7F, 0x80, 0xD9, 0xD8] + (0xD0...0xD7)

    /// Changes bytes of a range once.
    static func changeBytes(_ image: inout [UInt8], _ range: Range<Int>, _ chance: inout Chance) {
        guard !range.isEmpty else { return }
        let at = range.lowerBound + chance.below(range.count)
        // As many as fit, mostly few.
        let count = min(range.upperBound - at, 1 + chance.below(chance.once(in: 4) ? 300 : 12))
        switch chance.below(9) {
        case 0...1: image[at] ^= 1 << UInt8(chance.below(8))
        case 2: image[at] = chance.pick(telling)
        case 3: image[at] = chance.byte()
        case 4: for i in at..<at + count { image[i] = chance.byte() }
        case 5: image.removeSubrange(at..<at + count)
        case 6: image.insert(contentsOf: (0..<count).map { _ in chance.byte() }, at: at)
        case 7: copy(&image, at..<at + count, range, &chance)
        default: fill(&image, at..<at + count, &chance)
        }
    }

    /// Puts a copy of some bytes elsewhere, over others or between them.
    private static func copy(_ image: inout [UInt8], _ bytes: Range<Int>, _ range: Range<Int>, _ chance: inout Chance) {
        let copied = Array(image[bytes])
        let at = range.lowerBound + chance.below(range.count)
        if chance.once(in: 2) {
            image.insert(contentsOf: copied, at: at)
            return
        }
        for (i, byte) in copied.enumerated() where at + i < image.count {
            // A swap, where the two do not overlap.
            image[bytes.lowerBound + i] = image[at + i]
            image[at + i] = byte
        }
    }

    /// The same byte again and again: zeros are short codes in long rows, 0xFF are fill bytes.
    private static func fill(_ image: inout [UInt8], _ bytes: Range<Int>, _ chance: inout Chance) {
        let byte = chance.pick(telling)
        for i in bytes { image[i] = byte }
    }
}
