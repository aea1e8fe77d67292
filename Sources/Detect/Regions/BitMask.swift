/// A binary picture, 64 pixels to a word, rows padded to whole words. Morphology works on whole words.
package struct BitMask {
    package let width: Int
    package let height: Int
    package let wordsPerRow: Int
    package var words: [UInt64]

    /// An empty mask.
    package init(width: Int, height: Int) {
        (self.width, self.height) = (width, height)
        wordsPerRow = (width + 63) / 64
        words = Array(repeating: 0, count: wordsPerRow * height)
    }

    /// Whether the pixel is set.
    package subscript(x: Int, y: Int) -> Bool { words[y * wordsPerRow + x / 64] >> UInt64(x % 64) & 1 != 0 }

    /// Up to 64 pixels of a row from a column on, the first one lowest.
    @inline(__always)
    func bits(row: Int, from column: Int, count: Int) -> UInt64 {
        let word = row * wordsPerRow + column / 64, shift = UInt64(column % 64)
        var bits = words[word] >> shift
        if shift > 0, column / 64 + 1 < wordsPerRow { bits |= words[word + 1] << (64 - shift) }
        return count < 64 ? bits & (1 << UInt64(count) - 1) : bits
    }

    /// Sets one pixel.
    mutating func set(_ x: Int, _ y: Int) { words[y * wordsPerRow + x / 64] |= 1 << UInt64(x % 64) }

    /// Number of set pixels.
    package var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// Sets each pixel whose byte has its lowest bit set. Cost: about 0.15 ns a pixel.
    package mutating func pack(_ mask: [UInt8]) {
        let bytes = mask.span
        precondition(bytes.count == width * height, "one byte a pixel")
        for y in 0..<height {
            for word in 0..<wordsPerRow {
                let first = y * width + word * 64
                words[y * wordsPerRow + word] = Self.gather(bytes, first, min(64, width - word * 64))
            }
        }
    }

    /// The lowest bits of `count` bytes from `first`, the first byte lowest.
    private static func gather(_ bytes: Span<UInt8>, _ first: Int, _ count: Int) -> UInt64 {
        let raw = unsafe bytes.bytes
        var word: UInt64 = 0, done = 0
        while done + 8 <= count {
            // Safe: first + done + 8 <= bytes.count by the caller's precondition and the loop's bound.
            let eight = unsafe raw.unsafeLoadUnaligned(fromByteOffset: first + done, as: UInt64.self)
            // One multiplication moves the eight lowest bits together.
            word |= (((eight & 0x0101_0101_0101_0101) &* 0x0102_0408_1020_4080) &>> 56) &<< UInt64(done)
            done += 8
        }
        while done < count {
            word |= UInt64(bytes[first + done] & 1) &<< UInt64(done)
            done += 1
        }
        return word
    }

    /// Keeps those pixels of `source` that have at least three set neighbours of eight: salt noise goes, limbs stay.
    package mutating func keepSupported(of source: borrowing BitMask) {
        for y in 0..<height {
            for w in 0..<wordsPerRow {
                let centre = source.words[y * wordsPerRow + w]
                words[y * wordsPerRow + w] = centre == 0 ? 0 : centre & source.threeOrMoreNeighbours(y, w)
            }
        }
    }

    /// Bits whose pixel has at least three set neighbours, by bit-sliced addition.
    private func threeOrMoreNeighbours(_ y: Int, _ w: Int) -> UInt64 {
        var ones: UInt64 = 0, twos: UInt64 = 0, fours: UInt64 = 0
        func add(_ bits: UInt64) {
            let carry = ones & bits
            ones ^= bits
            fours |= twos & carry
            twos ^= carry
        }
        for row in max(0, y - 1)...min(height - 1, y + 1) {
            let (left, centre, right) = shifted(row, w)
            add(left)
            add(right)
            if row != y { add(centre) }
        }
        return fours | (twos & ones)
    }

    /// The word, and its neighbours to the left and to the right moved onto it.
    @inline(__always)
    private func shifted(_ y: Int, _ w: Int) -> (left: UInt64, centre: UInt64, right: UInt64) {
        let base = y * wordsPerRow + w
        let centre = words[base]
        let before = w > 0 ? words[base - 1] >> 63 : 0
        let after = w + 1 < wordsPerRow ? words[base + 1] << 63 : 0
        return (centre << 1 | before, centre, centre >> 1 | after)
    }

    /// Sets each pixel with a pixel of `source` within `reach_px` rows above or below and one column to either side.
    package mutating func dilate(from source: borrowing BitMask, reach_px: Int) {
        for y in 0..<height {
            for w in 0..<wordsPerRow {
                var bits: UInt64 = 0
                for row in max(0, y - reach_px)...min(height - 1, y + reach_px) {
                    bits |= source.words[row * wordsPerRow + w]
                }
                words[y * wordsPerRow + w] = bits
            }
            widenRow(y)
        }
    }

    private mutating func widenRow(_ y: Int) {
        var before: UInt64 = 0
        let base = y * wordsPerRow
        for w in 0..<wordsPerRow {
            let centre = words[base + w]
            let after = w + 1 < wordsPerRow ? words[base + w + 1] << 63 : 0
            words[base + w] = centre | centre << 1 | before | centre >> 1 | after
            before = centre >> 63
        }
        let spare = wordsPerRow * 64 - width
        if spare > 0 { words[base + wordsPerRow - 1] &= ~0 >> UInt64(spare) }
    }

    /// Calls `body` with each run of set pixels of the row, from the left: first column, and the column after the last.
    @inline(__always)
    package func forEachRun(row: Int, _ body: (Int, Int) -> Void) {
        var open = -1
        for w in 0..<wordsPerRow {
            let word = words[row * wordsPerRow + w]
            if open >= 0 ? word == ~0 : word == 0 { continue }
            var position = 0
            while position < 64 {
                let rest = word >> UInt64(position)
                if open < 0 {
                    if rest == 0 { break }
                    position += rest.trailingZeroBitCount
                    open = w * 64 + position
                } else {
                    position += (~rest).trailingZeroBitCount
                    if position >= 64 { break }
                    body(open, w * 64 + position)
                    open = -1
                }
            }
        }
        if open >= 0 { body(open, width) }
    }
}
