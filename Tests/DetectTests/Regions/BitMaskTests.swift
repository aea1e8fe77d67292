import Detect
import Testing
import WaysideTestSupport

@Suite struct `Bit masks` {
    /// Widths around the edges of a word, and small ones.
    static let widths = [1, 2, 7, 63, 64, 65, 100, 127, 128, 129, 130]

    @Test(arguments: 1...130)
    func `packing keeps the lowest bit of every byte`(width: Int) {
        var random = SeededRandom(seed: UInt64(width))
        let height = 3
        // Any byte may come: only the lowest bit counts.
        let bytes = (0..<width * height).map { _ in UInt8.random(in: 0...255, using: &random) }
        var mask = BitMask(width: width, height: height)
        mask.pack(bytes)
        for i in bytes.indices { #expect(mask[i % width, i / width] == (bytes[i] & 1 == 1)) }
        #expect(mask.count == bytes.count { $0 & 1 == 1 })
    }

    @Test(arguments: widths)
    func `packing again leaves nothing of the mask before`(width: Int) {
        var mask = BitMask(width: width, height: 2)
        mask.pack([UInt8](repeating: 1, count: 2 * width))
        #expect(mask.count == 2 * width)
        mask.pack([UInt8](repeating: 2, count: 2 * width))
        #expect(mask.count == 0)
    }

    @Test(arguments: widths)
    func `pixels with three neighbours of eight stay, others go`(width: Int) {
        for (seed, share) in [(1, 0.2), (2, 0.4), (3, 0.7), (4, 0.95)] {
            let painted = Painted.random(width: width, height: 9, share: share, seed: UInt64(seed * 1000 + width))
            var kept = BitMask(width: width, height: 9)
            kept.keepSupported(of: painted.mask)
            let expected = painted.map { x, y in
                painted[x, y] && painted.count(aroundX: x, y: y, reachX: 1, reachY: 1) - 1 >= 3
            }
            #expect(Painted(kept) == expected, "share \(share)")
        }
    }

    @Test(arguments: widths, [0, 1, 2, 5, 20])
    func `dilation reaches one column and so many rows`(width: Int, reach: Int) {
        for seed in 1...4 {
            let painted = Painted.random(width: width, height: 11, share: 0.04, seed: UInt64(seed * 1000 + width))
            var grown = BitMask(width: width, height: 11)
            grown.dilate(from: painted.mask, reach_px: reach)
            let expected = painted.map { x, y in painted.count(aroundX: x, y: y, reachX: 1, reachY: reach) > 0 }
            #expect(Painted(grown) == expected)
            // Nothing beyond the last column: it would come back as a run there.
            #expect(grown.count == expected.pixels.count { $0 })
        }
    }

    @Test(arguments: 1...130)
    func `runs are the stretches of set pixels, from the left`(width: Int) {
        for share in [0.0, 0.1, 0.5, 0.9, 1.0] {
            let painted = Painted.random(width: width, height: 4, share: share, seed: UInt64(width))
            let mask = painted.mask
            for y in 0..<4 {
                var found: [Range<Int>] = []
                mask.forEachRun(row: y) { found.append($0..<$1) }
                #expect(found == painted.runs(row: y), "share \(share)")
            }
        }
    }
}
