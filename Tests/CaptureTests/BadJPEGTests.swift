import Base
import Capture
import Testing
import WaysideTestSupport

@Suite struct `Bad JPEG` {
    @Test func `no bytes are empty`() { #expect(refusal([]) == .empty) }

    @Test func `bytes that are not JPEG are named so`() {
        #expect(refusal([0x00]) == .notJPEG)
        #expect(refusal(Array("GIF89a, not a picture of ours".utf8)) == .notJPEG)
        #expect(refusal([0xFF, 0xFF, 0xD8]) == .notJPEG)
        #expect(refusal([UInt8](repeating: 0, count: 4096)) == .notJPEG)
    }

    @Test(arguments: ["grey", "420", "progressive", "arithmetic", "restart", "scans", "no-tables"])
    func `a picture cut anywhere is truncated`(name: String) throws {
        let whole = try corpus(name)
        for count in 1..<whole.count {
            let reason = refusal(Array(whole[..<count]))
            #expect(reason == .truncated, "after \(count) of \(whole.count) bytes")
        }
        #expect(refusal(whole) == nil)
    }

    @Test func `bytes after the end are not looked at`() throws {
        let whole = try corpus("420")
        #expect(refusal(whole + [UInt8](repeating: 0, count: 4096)) == nil)
        #expect(refusal(whole + Array("trailing garbage".utf8) + [0xFF, 0xD8, 0xFF]) == nil)
    }

    @Test func `padding before the end marker is harmless, as webcams write it`() throws {
        let whole = try corpus("422")
        let padded = whole.dropLast(2) + [0, 0, 0, 0] + whole.suffix(2)
        #expect(refusal(Array(padded)) == nil)
        #expect(try luma(Array(padded)).get() == luma(whole).get())
    }

    @Test func `entropy data that ends too early is damaged`() throws {
        let whole = try corpus("420")
        #expect(refusal(whole.dropLast(120) + whole.suffix(2)) == .damaged)
    }

    @Test func `a lost restart interval is damaged`() throws {
        let whole = try corpus("restart")
        let first = try #require(whole.indices.dropLast().first { whole[$0] == 0xFF && whole[$0 + 1] == 0xD0 })
        let second = try #require(whole.indices.dropLast().first { whole[$0] == 0xFF && whole[$0 + 1] == 0xD1 })
        #expect(refusal(Array(whole[..<first] + whole[second...])) == .damaged)
    }

    @Test(arguments: [(65_500, 65_500), (65_535, 65_535), (65_535, 1), (10_000, 5_001)])
    func `huge sizes are refused before anything is decoded`(width: Int, height: Int) throws {
        let size = UInt64(width) << 16 | UInt64(height)
        let reason = refusal(try resized(corpus("420"), width: width, height: height))
        #expect(reason == .tooManyPixels, "\(size)")
    }

    @Test(arguments: [(0, 37), (45, 0), (0, 0)])
    func `a side of nothing is damaged`(width: Int, height: Int) throws {
        #expect(refusal(try resized(corpus("420"), width: width, height: height)) == .damaged)
    }

    @Test func `each limit refuses with its own reason`() throws {
        var limits = ImageLimits.standard
        limits.maxBytes = try corpus("420").count - 1
        #expect(try refusal(corpus("420"), limits: limits) == .tooManyBytes)
        limits = .standard
        limits.maxPixels = 45 * 37 - 1
        #expect(try refusal(corpus("420"), limits: limits) == .tooManyPixels)
        limits = .standard
        limits.maxScans = 3
        #expect(try refusal(corpus("progressive"), limits: limits) == .unsupported)
        limits = .standard
        limits.maxCoefficientBytes = 1_000_000
        let large = try resized(corpus("progressive"), width: 1000, height: 1000)
        #expect(refusal(large, limits: limits) == .tooManyPixels)
        #expect(try refusal(corpus("420"), limits: limits) == nil)
    }

    @Test func `a fixed size refuses others by name`() throws {
        let bytes = try corpus("420")
        var frame = Frame()
        let expected = PixelSize(width: 45, height: 38)
        #expect(JPEGDecoder().decodeLuma(bytes.span, scale: .full, expected: expected, into: &frame) == .sizeChanged)
    }

    /// Whatever the bytes, the decoder answers, and it answers the same again.
    @Test(arguments: [
        "grey", "420", "422", "progressive", "arithmetic", "restart", "scans", "rgb", "cmyk", "no-tables",
    ])
    func `mutated pictures never crash and always get the same answer`(name: String) throws {
        let whole = try corpus(name)
        var random = SeededRandom(seed: UInt64(whole.count))
        var limits = ImageLimits.standard
        limits.maxPixels = 1_000_000
        for _ in 0..<800 {
            let bytes = mutated(whole, &random)
            let scale = WorkingScale.allCases.randomElement(using: &random) ?? .full
            let answer = luma(bytes, scale: scale, limits: limits)
            #expect(luma(bytes, scale: scale, limits: limits) == answer)
            _ = JPEGDecoder(limits: limits).decodeColour(bytes.span, scale: scale)
        }
    }
}

/// The picture with another size in its frame header.
private func resized(_ bytes: [UInt8], width: Int, height: Int) throws -> [UInt8] {
    var bytes = bytes
    let at = try frameHeader(bytes) + 5
    for (i, value) in [height >> 8, height & 255, width >> 8, width & 255].enumerated() { bytes[at + i] = UInt8(value) }
    return bytes
}

/// One to eight random changes: bytes replaced, removed, repeated or cut.
func mutated(_ original: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
    var bytes = original
    for _ in 0..<Int.random(in: 1...8, using: &random) where bytes.count > 4 {
        let at = Int.random(in: 2..<bytes.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes.remove(at: at)
        case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: at)
        case 2: bytes[at] = 0xFF
        case 3 where Bool.random(using: &random): bytes.removeLast(bytes.count - at)
        default: bytes[at] = UInt8.random(in: 0...255, using: &random)
        }
    }
    return bytes
}
