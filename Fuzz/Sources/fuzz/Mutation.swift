/// Changes images so that they are wrong in many ways, and sometimes in none.
enum Mutation {
    /// The bytes of one mutation, by its number alone.
    static func make(_ number: Int, seed: UInt64, from seeds: Seeds) -> [UInt8] {
        // Some that follow each other begin from one image, as decoders keep their tables while they are the same.
        var common = Chance(seed: ~seed, number: number / 20)
        var image = seeds.image(&common)
        var chance = Chance(seed: seed, number: number)
        let changes = chance.once(in: 3) ? 1 + chance.below(8) : 1
        for _ in 0..<changes { change(&image, seeds, &chance) }
        return image
    }

    private static func change(_ image: inout [UInt8], _ seeds: Seeds, _ chance: inout Chance) {
        guard !image.isEmpty else { return }
        // Most damage is in the entropy-coded bytes, where the scanner does its work.
        switch chance.below(20) {
        case 0...7: changeBytes(&image, Parts(image).entropy, &chance)
        case 8...9: changeBytes(&image, 0..<image.count, &chance)
        case 10...13: changeHeader(&image, &chance)
        case 14...15: insertMarker(&image, &chance)
        case 16: splice(&image, seeds.image(&chance), &chance)
        case 17: swapTables(&image, seeds.image(&chance), &chance)
        case 18: image.removeLast(chance.once(in: 2) ? chance.below(image.count) : min(image.count, chance.below(12)))
        default: changeSegments(&image, &chance)
        }
    }

    /// Continues an image with the entropy-coded bytes of another, from some place in each.
    private static func splice(_ image: inout [UInt8], _ other: [UInt8], _ chance: inout Chance) {
        let mine = Parts(image).entropy, theirs = Parts(other).entropy
        let from = mine.lowerBound + chance.below(mine.count)
        let there = theirs.lowerBound + chance.below(theirs.count)
        guard from <= image.count, there <= other.count else { return }
        image.replaceSubrange(from..., with: other[there...])
    }

    /// Takes the tables of another image, for bits that mean something else with them.
    private static func swapTables(_ image: inout [UInt8], _ other: [UInt8], _ chance: inout Chance) {
        let codes: [UInt8] = [chance.pick([0xC4, 0xDB, 0xC0, 0xDA])]
        let mine = Parts(image).bodies(codes), theirs = Parts(other).bodies(codes)
        guard !mine.isEmpty, !theirs.isEmpty else { return }
        let here = chance.pick(mine), there = chance.pick(theirs)
        let length = there.count + 2
        image.replaceSubrange(here, with: other[there])
        (image[here.lowerBound - 2], image[here.lowerBound - 1]) = (UInt8(length >> 8), UInt8(length & 255))
    }

    /// Takes out, doubles or moves a whole segment.
    private static func changeSegments(_ image: inout [UInt8], _ chance: inout Chance) {
        let segments = Parts(image).segments
        guard !segments.isEmpty else { return }
        let one = chance.pick(segments), place = chance.pick(segments).start
        let whole = one.start..<one.body.upperBound
        let bytes = Array(image[whole])
        switch chance.below(3) {
        case 0: image.removeSubrange(whole)
        case 1: image.insert(contentsOf: bytes, at: place)
        default:
            image.removeSubrange(whole)
            image.insert(contentsOf: bytes, at: min(place, image.count))
        }
    }
}
