import Base
import CStrict
import Capture

/// Gives images to both decoders and compares what they say. One for each worker; its decoders live on from image to image,
/// as those of a camera do.
struct Judge: ~Copyable {
    /// An image may cost this much CPU time.
    static let most_ns: Int64 = 2_000_000_000

    private let worker: Int
    private let scans: Pair
    /// With a limit that many images are above.
    private let strictScans: Pair
    private let keeper: Keeper
    private(set) var tally = Tally()

    private static let limits = ImageLimits(
        maxBytes: 32 << 20, maxPixels: 1_000_000, maxScans: 64, maxCoefficientBytes: 64 << 20)

    init(worker: Int, keeper: Keeper) {
        (self.worker, self.keeper) = (worker, keeper)
        scans = Pair(Self.limits)
        var small = Self.limits
        (small.maxBytes, small.maxPixels) = (900, 5000)
        strictScans = Pair(small)
    }

    /// Tries a mutation at both scales.
    mutating func judge(_ number: Int, _ image: [UInt8]) {
        cstrict_begin(Int32(worker), Int64(number))
        tally.countMutation()
        // Exactly as many bytes as there are, so that the sanitizer sees a read beyond them.
        let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: image.count)
        _ = bytes.initialize(from: image)
        defer { bytes.deallocate() }
        let exact = UnsafeBufferPointer(bytes)
        let expected = number % 32 == 0 ? PixelSize(width: 45, height: 37) : nil
        for scale in [WorkingScale.eighth, .quarter] {
            if number % 64 == 1 {
                compare(number, exact, strictScans.decode(exact.span, scale, expected), scale)
            } else {
                compare(number, exact, scans.decode(exact.span, scale, expected), scale)
            }
        }
        if number % 64 == 2 { compareWithFresh(number, exact) }
        cstrict_begin(Int32(worker), -1)
    }

    private mutating func compare(
        _ number: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ both: Pair.Outcome, _ scale: WorkingScale
    ) {
        tally.count(Verdicts(scale: scale, scan: both.scan.reason, libjpeg: both.libjpeg.reason))
        tally.time(number, scan_ns: both.scan.ns, libjpeg_ns: both.libjpeg.ns)
        if max(both.scan.ns, both.libjpeg.ns) > Self.most_ns { note(.slow, number, bytes) }
        if both.scan.reason != both.libjpeg.reason {
            let isStricter = both.scan.reason == .damaged && both.libjpeg.reason == nil
            let isKnown = isStricter && Strict(bytes, scale, count: both.libjpeg.pixels.count).hasBadCode
            note(isKnown ? .badCode : .verdict, number, bytes)
        } else if both.scan.reason == nil {
            comparePixels(number, bytes, both, scale)
        }
    }

    private mutating func comparePixels(
        _ number: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ both: Pair.Outcome, _ scale: WorkingScale
    ) {
        let mine = both.scan, other = both.libjpeg
        if scale == .eighth {
            if mine.pixels != other.pixels || mine.width != other.width { note(.eighth, number, bytes) }
            return
        }
        tally.wholeQuarters += 1
        guard mine.pixels != other.pixels || mine.width != other.width else { return }
        guard mine.pixels.count == other.pixels.count, mine.width == other.width else {
            return note(.quarter, number, bytes)
        }
        let blocks = Self.blocks(mine.pixels, other.pixels, width: mine.width)
        if blocks.isEmpty { return tally.oneLevel += 1 }
        // Looking at a block costs a decode; damage goes on to the end of a picture, so that the first blocks are like the others.
        let first = blocks.sorted { ($0.row, $0.column) < ($1.row, $1.column) }.prefix(24)
        let sane = first.filter { block in
            !cstrict_is_absurd(bytes.baseAddress, bytes.count, Int32(block.column), Int32(block.row))
        }
        if sane.isEmpty { return note(.absurd, number, bytes) }
        let strict = Strict(bytes, scale, count: mine.pixels.count)
        let unlike = strict.isDone ? Self.blocks(mine.pixels, strict.pixels, width: mine.width) : blocks
        note(unlike.isDisjoint(with: sane) ? .leftOver : .quarter, number, bytes)
    }

    /// A block's place, in blocks.
    private struct Block: Hashable {
        let column: Int, row: Int
    }

    /// The blocks in which two pictures at 1/4 differ by more than one grey level.
    private static func blocks(_ a: [UInt8], _ b: [UInt8], width: Int) -> Set<Block> {
        var found: Set<Block> = []
        for i in a.indices where abs(Int(a[i]) - Int(b[i])) > 1 {
            found.insert(Block(column: i % width / 2, row: i / width / 2))
        }
        return found
    }

    /// What decoders kept from the images before must not matter.
    private mutating func compareWithFresh(_ number: Int, _ bytes: UnsafeBufferPointer<UInt8>) {
        for scale in [WorkingScale.quarter, .eighth] {
            let used = scans.scan(bytes.span, scale, nil), fresh = Pair(Self.limits).scan(bytes.span, scale, nil)
            if used.reason != fresh.reason || used.pixels != fresh.pixels { note(.history, number, bytes) }
        }
    }

    private mutating func note(_ difference: Difference, _ number: Int, _ bytes: UnsafeBufferPointer<UInt8>) {
        tally.count(difference)
        keeper.keep(Array(bytes), number, difference)
    }
}

/// Both decoders.
struct Pair: ~Copyable {
    /// What one of them made of an image.
    struct Result {
        let reason: SkipReason?
        /// Empty unless the image is whole.
        let pixels: [UInt8]
        let width: Int
        /// CPU time.
        let ns: Int64
    }

    /// What both made of it.
    struct Outcome {
        let scan: Result
        let libjpeg: Result
    }

    private let scanning: JPEGDecoder
    private let libjpeg: JPEGDecoder

    init(_ limits: ImageLimits) {
        scanning = JPEGDecoder(limits: limits, method: .scanning)
        libjpeg = JPEGDecoder(limits: limits, method: .libjpeg)
    }

    func decode(_ bytes: Span<UInt8>, _ scale: WorkingScale, _ expected: PixelSize?) -> Outcome {
        Outcome(scan: scan(bytes, scale, expected), libjpeg: Self.decode(libjpeg, bytes, scale, expected))
    }

    func scan(_ bytes: Span<UInt8>, _ scale: WorkingScale, _ expected: PixelSize?) -> Result {
        Self.decode(scanning, bytes, scale, expected)
    }

    private static func decode(
        _ decoder: borrowing JPEGDecoder, _ bytes: Span<UInt8>, _ scale: WorkingScale, _ expected: PixelSize?
    ) -> Result {
        // A new frame each time: an old one may have room behind its pixels, which the sanitizer would not guard.
        var frame = Frame()
        let begin = cstrict_cpu_ns()
        let reason = decoder.decodeLuma(bytes, scale: scale, expected: expected, into: &frame)
        let spent = cstrict_cpu_ns() - begin
        let pixels = reason == nil ? frame.pixels.withUnsafeBufferPointer { Array($0) } : []
        return Result(reason: reason, pixels: pixels, width: frame.width, ns: spent)
    }
}
