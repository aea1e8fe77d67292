import Base
import Capture
import Testing
import WaysideTestSupport

@Suite struct `Forms of JPEG` {
    static let colour = [
        "444", "422", "420", "440", "411", "restart", "no-tables", "scans", "progressive", "arithmetic",
    ]

    @Test(arguments: colour)
    func `luma is the same to the bit in every form`(name: String) throws {
        let reference = try luma(corpus("444")).get()
        #expect(reference.count == 45 * 37)
        #expect(Set(reference).count > 50)
        #expect(try luma(corpus(name)).get() == reference)
    }

    @Test(arguments: WorkingScale.allCases, colour + ["grey", "rgb"])
    func `every scale gives the promised size`(scale: WorkingScale, name: String) throws {
        let size = scale.size(of: PixelSize(width: 45, height: 37))
        #expect(try luma(corpus(name), scale: scale).get().count == size.count)
    }

    @Test(arguments: [1, 2, 7, 8, 9, 15, 16, 17, 63], [1, 3, 8, 16, 31])
    func `odd sizes decode at every scale`(width: Int, height: Int) throws {
        for scale in WorkingScale.allCases {
            let size = scale.size(of: PixelSize(width: width, height: height))
            #expect(try luma(greyPicture(width, height), scale: scale).get().count == size.count)
        }
    }

    @Test func `the eighth scale is the mean of each block`() throws {
        let full = try luma(greyPicture(64, 48)).get(), eighth = try luma(greyPicture(64, 48), scale: .eighth).get()
        for block in 0..<48 {
            let corner = block / 8 * 8 * 64 + block % 8 * 8
            let sum = (0..<64).reduce(0) { $0 + Int(full[corner + $1 / 8 * 64 + $1 % 8]) }
            #expect(abs(sum / 64 - Int(eighth[block])) <= 1)
        }
    }

    @Test(arguments: ["cmyk", "ycck"])
    func `four components are unsupported`(name: String) throws { #expect(try refusal(corpus(name)) == .unsupported) }

    @Test func `twelve bit is unsupported`() throws {
        var bytes = try corpus("420")
        bytes[try frameHeader(bytes) + 4] = 12
        #expect(refusal(bytes) == .unsupported)
    }

    @Test(arguments: [0xC3, 0xC5, 0xC6, 0xC7, 0xCB] as [UInt8])
    func `lossless and hierarchical forms are unsupported`(marker: UInt8) throws {
        var bytes = try corpus("420")
        bytes[try frameHeader(bytes) + 1] = marker
        #expect(refusal(bytes) == .unsupported)
    }

    @Test func `tables of one picture never decode the next`() throws {
        // Without its quantisation tables a picture must be damaged, also when the decoder has just seen some.
        let whole = try corpus("420")
        let decoder = JPEGDecoder()
        var frame = Frame()
        #expect(decoder.decodeLuma(whole.span, scale: .full, into: &frame) == nil)
        let stripped = withoutSegments(0xDB, whole)
        #expect(stripped.count < whole.count)
        #expect(decoder.decodeLuma(stripped.span, scale: .full, into: &frame) == .damaged)
    }

    @Test func `colour comes back in the right channels`() throws {
        let size = PixelSize(width: 32, height: 16)
        let red = RGBPicture(size: size, bytes: (0..<3 * size.count).map { $0 % 3 == 0 ? 200 : 30 })
        for chroma in JPEGEncoder.Chroma.allCases {
            let bytes = JPEGEncoder(quality: 90, chroma: chroma).encode(red)
            guard case .picture(let back) = JPEGDecoder().decodeColour(bytes.span) else {
                Issue.record("no picture for \(chroma)")
                continue
            }
            #expect(back.size == size)
            #expect(abs(Int(back.bytes[0]) - 200) < 6 && abs(Int(back.bytes[1]) - 30) < 6)
        }
    }

    @Test func `encoding is deterministic and better quality costs more bytes`() {
        #expect(greyPicture(80, 60) == greyPicture(80, 60))
        let size = PixelSize(width: 64, height: 64)
        var random = SeededRandom(seed: 3)
        let noise = (0..<size.count).map { _ in UInt8.random(in: 0...255, using: &random) }
        let sizes = [20, 60, 95].map { JPEGEncoder(quality: $0).encode(grey: noise.span, size: size).count }
        #expect(sizes[0] < sizes[1] && sizes[1] < sizes[2])
    }
}

/// Offset of the frame header (SOF0...SOF2, SOF9) of a picture.
func frameHeader(_ bytes: [UInt8]) throws -> Int {
    try #require(
        bytes.indices.dropLast().first { bytes[$0] == 0xFF && [0xC0, 0xC1, 0xC2, 0xC9].contains(bytes[$0 + 1]) })
}

/// A picture without its segments of one marker; only for pictures without a thumbnail.
func withoutSegments(_ marker: UInt8, _ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var i = 0
    while i < bytes.count {
        if bytes[i] == 0xFF, i + 3 < bytes.count, bytes[i + 1] == marker {
            i += 2 + Int(bytes[i + 2]) << 8 + Int(bytes[i + 3])
        } else {
            result.append(bytes[i])
            i += 1
        }
    }
    return result
}
