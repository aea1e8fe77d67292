internal import Base

/// Decodes the luma of plain JPEG images at 1/8 and 1/4, several times faster than a whole decoder: where blocks begin is found
/// by taking several codes at a time, and only what the scale needs is decoded. Used by one thread at a time.
final class LumaScanner {
    /// What became of an image.
    enum Verdict: Equatable {
        /// All blocks are there.
        case whole
        /// The blocks from this one on, counted over all components in the order of the scan, are damaged or missing.
        case damaged(fromBlock: Int)
        /// The image ends without its end-of-image marker; blocks from this one on are missing.
        case truncated(fromBlock: Int)
        /// Not decoded here: libjpeg has the word.
        case other
    }

    private var header = ScanHeader()
    private let tables = ScanTables()
    private let weights = QuarterWeights()
    /// Whether only whole images are judged here.
    private var leavesDamage = false

    init() {}

    deinit { weights.release() }

    /// Full size by the headers that were read last.
    var size: PixelSize { header.layout.size }

    /// Tables of an image's own cost as much to prepare as a scan of so many bytes saves.
    private static let leastForOwnTables = 48 << 10

    /// Reads the headers of an image.
    /// - Returns: false when it is not one of those that are scanned at this scale: baseline, grey or YCbCr, in one scan, and large
    ///   enough to be worth its tables. At 1/8, where libjpeg gives the same pixels, tables are also made for small images
    ///   when two in a row have them, but what damage is, libjpeg says of the first and the second: nothing may depend on what
    ///   came before.
    func read(_ image: Span<UInt8>, _ scale: WorkingScale) -> Bool {
        guard header.read(image) else { return false }
        leavesDamage = image.count < Self.leastForOwnTables && !header.hasTypicalTables
        if !leavesDamage { return tables.prepare(header.layout, header.slots) }
        return scale == .eighth && tables.prepareIfSeenBefore(header.layout, header.slots)
    }

    /// Whether a scale is one that is scanned.
    static func has(_ scale: WorkingScale) -> Bool { scale == .eighth || scale == .quarter }

    /// Decodes the image whose headers were read last.
    /// - Parameters:
    ///   - scale: 1/8 or 1/4.
    ///   - pixels: as many as the picture has at this scale; undefined unless the image is whole.
    func decode(_ image: Span<UInt8>, scale: WorkingScale, into pixels: inout MutableSpan<UInt8>) -> Verdict {
        precondition(Self.has(scale) && pixels.count == scale.size(of: size).count, "a picture of its scale")
        let scratch = ScanScratch.take()
        defer { scratch.giveBack() }
        scratch.bytes.take(image, from: header.scanStart, restarts: header.layout.restartInterval > 0)
        let isWhole = unsafe pixels.withUnsafeMutableBufferPointer { pixels in
            unsafe scale == .eighth ? eighth(scratch, into: pixels) : quarter(scratch, into: pixels)
        }
        let verdict = isWhole ? verdictOfEnd(image, scratch.bytes) : verdictOfDamage(image, scratch.bytes)
        return leavesDamage && verdict != .whole ? .other : verdict
    }

    private func eighth(_ scratch: ScanScratch, into pixels: UnsafeMutableBufferPointer<UInt8>) -> Bool {
        let layout = header.layout
        guard scratch.index.find(layout, scratch.bytes, tables),
            unsafe scratch.levels.read(layout, scratch.index, tables.lumaStarts, scratch.bytes.base)
        else { return false }
        unsafe EighthPicture.make(
            LumaGrid(layout), scratch.levels, quantisation: header.lumaQuantisation[0], into: pixels)
        return true
    }

    private func quarter(_ scratch: ScanScratch, into pixels: UnsafeMutableBufferPointer<UInt8>) -> Bool {
        weights.set(header.lumaQuantisation)
        let layout = header.layout
        let ground = unsafe ValueGround(
            bytes: scratch.bytes.base, starts: tables.lumaStarts, values: tables.lumaValues, weights: weights)
        guard scratch.index.find(layout, scratch.bytes, tables), scratch.sums.read(layout, scratch.index, ground)
        else { return false }
        unsafe QuarterPicture.make(
            LumaGrid(layout), scratch.sums, quantisation: header.lumaQuantisation[0],
            width: (layout.size.width + 3) / 4,
            into: pixels)
        return true
    }

    /// All blocks are there; what follows them should be the end.
    private func verdictOfEnd(_ image: Span<UInt8>, _ bytes: borrowing EntropyBytes) -> Verdict {
        let layout = header.layout
        guard bytes.end + 1 < image.count else { return .truncated(fromBlock: layout.mcus * layout.blocksPerMCU) }
        // Other markers may be harmless.
        return image[bytes.end + 1] == 0xD9 ? .whole : .other
    }

    private func verdictOfDamage(_ image: Span<UInt8>, _ bytes: borrowing EntropyBytes) -> Verdict {
        let hasEnd = bytes.end + 1 < image.count
        // After another marker anything may follow.
        if hasEnd, image[bytes.end + 1] != 0xD9 { return .other }
        guard let block = tables.firstDamagedBlock(header.layout, bytes) else { return .other }
        return hasEnd ? .damaged(fromBlock: block) : .truncated(fromBlock: block)
    }
}
