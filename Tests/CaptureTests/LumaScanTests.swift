import Base
import Capture
import Testing
import WaysideTestSupport

/// Wayside's own scan beside libjpeg-turbo on the same bytes.
@Suite struct `The luma scan` {
    static let forms = [
        "444", "422", "420", "440", "411", "grey", "restart", "no-tables", "optimised", "optimised-restart",
    ]

    @Test(arguments: forms)
    func `gives the bits of libjpeg at the eighth scale`(name: String) throws {
        let bytes = try corpus(name)
        #expect(try luma(bytes, scale: .eighth).get() == libjpeg(bytes, scale: .eighth).get())
    }

    @Test(arguments: forms)
    func `is within a grey level of libjpeg at the quarter scale`(name: String) throws {
        let bytes = try corpus(name)
        #expect(try distance(luma(bytes, scale: .quarter).get(), libjpeg(bytes, scale: .quarter).get()) <= 1)
    }

    /// Large enough for walks that begin in the middle; at quality 100 many blocks have no end code.
    @Test(arguments: JPEGEncoder.Chroma.allCases, [5, 50, 82, 95, 100])
    func `agrees on noisy pictures of any quality`(chroma: JPEGEncoder.Chroma, quality: Int) throws {
        for (width, height) in [(333, 251), (640, 96), (17, 700)] {
            let bytes = noisy(width, height, JPEGEncoder(quality: quality, chroma: chroma), amplitude: 90)
            #expect(try luma(bytes, scale: .eighth).get() == libjpeg(bytes, scale: .eighth).get())
            #expect(try distance(luma(bytes, scale: .quarter).get(), libjpeg(bytes, scale: .quarter).get()) <= 1)
        }
    }

    @Test func `agrees on noise that clips at both ends`() throws {
        for quality in [10, 90, 100] {
            let bytes = noisy(400, 300, JPEGEncoder(quality: quality, chroma: .halved), amplitude: 400)
            #expect(try luma(bytes, scale: .eighth).get() == libjpeg(bytes, scale: .eighth).get())
            #expect(try distance(luma(bytes, scale: .quarter).get(), libjpeg(bytes, scale: .quarter).get()) <= 1)
        }
    }

    @Test func `leaves other forms to libjpeg`() throws {
        for name in ["progressive", "arithmetic", "scans", "rgb"] {
            let bytes = try corpus(name)
            for scale in [WorkingScale.eighth, .quarter] {
                #expect(try luma(bytes, scale: scale).get() == libjpeg(bytes, scale: scale).get())
            }
        }
    }

    @Test func `the same bytes give the same pixels whatever came before`() throws {
        let images = try ["optimised", "420", "optimised-restart", "grey", "no-tables", "444"].map { try corpus($0) }
        let alone = try images.map { try luma($0, scale: .eighth).get() }
        #expect(inTurn(images + images.reversed()) == alone + alone.reversed())
    }

    /// A small image with tables of its own is libjpeg's the first time and is scanned from the second on.
    @Test func `what is damage does not depend on what came before`() throws {
        let whole = try corpus("optimised")
        var random = SeededRandom(seed: 11), unsound = 0
        for _ in 0..<4000 {
            let bytes = mutated(whole, &random)
            let decoder = JPEGDecoder()
            var first = Frame(), again = Frame()
            let reason = decoder.decodeLuma(bytes.span, scale: .eighth, into: &first)
            for _ in 0..<2 { #expect(decoder.decodeLuma(bytes.span, scale: .eighth, into: &again) == reason) }
            if reason == nil { #expect(pixels(first) == pixels(again)) }
            unsound += reason == .damaged ? 1 : 0
        }
        #expect(unsound > 100)
    }

    @Test(arguments: ["420", "422", "restart", "optimised-restart", "grey"])
    func `a picture cut short is truncated as libjpeg says`(name: String) throws {
        let bytes = try corpus(name)
        for count in stride(from: 2, to: bytes.count, by: max(1, bytes.count / 200)) {
            let part = Array(bytes[..<count])
            for scale in [WorkingScale.eighth, .quarter] {
                #expect(luma(part, scale: scale).failure == libjpeg(part, scale: scale).failure, "\(count) bytes")
            }
        }
    }

    /// libjpeg reads bits that are no code as zero and says nothing, when it has many bytes before it; the scan calls them
    /// damage. Everything else must be judged alike, and what is whole have the same pixels.
    @Test(arguments: ["420", "422", "restart", "optimised", "optimised-restart", "grey", "no-tables"])
    func `damage is judged as libjpeg judges it`(name: String) throws {
        let whole = try corpus(name)
        var random = SeededRandom(seed: UInt64(whole.count) + 7)
        var limits = ImageLimits.standard
        limits.maxPixels = 1_000_000
        var stricter = 0, refused = 0
        for _ in 0..<1500 {
            let bytes = mutated(whole, &random)
            let own = luma(bytes, scale: .eighth, limits: limits)
            let reference = libjpeg(bytes, scale: .eighth, limits: limits)
            if own == reference {
                refused += own.failure == nil ? 0 : 1
            } else {
                #expect(own.failure == .damaged && reference.failure == nil)
                stricter += 1
            }
        }
        #expect(refused > 100)
        #expect(stricter < 60)
    }
}

/// The largest difference of two pictures.
private func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    a.count == b.count ? zip(a, b).map { abs(Int($0) - Int($1)) }.max() ?? 0 : 256
}

private func libjpeg(
    _ bytes: [UInt8], scale: WorkingScale, limits: ImageLimits = .standard
) -> Result<[UInt8], Refusal> {
    let decoder = JPEGDecoder(limits: limits, method: .libjpeg)
    var frame = Frame()
    if let reason = decoder.decodeLuma(bytes.span, scale: scale, into: &frame) { return .failure(Refusal(reason)) }
    return .success(pixels(frame))
}

/// Luma at 1/8 of pictures that one decoder decodes one after another.
private func inTurn(_ images: [[UInt8]]) -> [[UInt8]] {
    let decoder = JPEGDecoder()
    var frame = Frame()
    var pictures: [[UInt8]] = []
    for image in images {
        let isWhole = decoder.decodeLuma(image.span, scale: .eighth, into: &frame) == nil
        pictures.append(isWhole ? pixels(frame) : [])
    }
    return pictures
}

extension Result where Success == [UInt8], Failure == Refusal {
    fileprivate var failure: SkipReason? { if case .failure(let refusal) = self { refusal.reason } else { nil } }
}
