import Base
import Capture
import Testing
import WaysideTestSupport

/// Parts that are decoded alone beside the same parts of the whole picture, as libjpeg-turbo decodes it.
@Suite struct `Parts of a picture` {
    static let forms = [
        "444", "422", "420", "440", "411", "grey", "restart", "no-tables", "optimised", "optimised-restart",
    ]
    static let scales: [WorkingScale] = [.full, .half, .quarter, .eighth]

    @Test(arguments: forms)
    func `have the pixels of the whole picture, whatever their place and scale`(form: String) throws {
        let trial = try Trial(corpus(form))
        for scale in Self.scales {
            for box in Self.places { #expect(trial.differs(box, scale) == false, "\(box) at 1/\(scale.rawValue)") }
        }
        #expect(trial.cuts >= 20)
    }

    /// At quality 100 many blocks have no end code, and clipping noise has the largest coefficients.
    @Test(arguments: JPEGEncoder.Chroma.allCases, [5, 50, 95, 100])
    func `have the pixels of the whole of noisy pictures`(chroma: JPEGEncoder.Chroma, quality: Int) throws {
        var random = SeededRandom(seed: UInt64(quality))
        for (width, height) in [(333, 251), (640, 97), (17, 700), (1, 90)] {
            let encoder = JPEGEncoder(quality: quality, chroma: chroma)
            let trial = try Trial(noisy(width, height, encoder, amplitude: quality * 4))
            for scale in Self.scales {
                for _ in 0..<12 { #expect(trial.differs(.within(0.5, &random), scale) == false) }
            }
            #expect(trial.cuts > 0)
        }
    }

    @Test func `are black where a mask is, and only there`() throws {
        let mask = Polygon([Point(0.31, 0.2), Point(0.62, 0.33), Point(0.4, 0.71)])
        for form in ["optimised", "optimised-restart"] {
            let trial = try Trial(corpus(form), masks: [mask])
            for scale in Self.scales {
                #expect(trial.differs(Box(x: 0.3, y: 0.3, width: 0.25, height: 0.25), scale) == false)
                #expect(trial.differs(Box(x: 0.55, y: 0.1, width: 0.2, height: 0.3), scale) == false)
            }
            if form == "optimised" { #expect(trial.cuts > 2) }
            let inside = Box(x: 0.42, y: 0.4, width: 0.02, height: 0.02)
            let part = try #require(trial.part(inside, .full)).picture
            #expect(part.bytes.indices.allSatisfy { part.bytes[$0] == 0 })
        }
    }

    @Test func `most of a picture is taken from the whole`() throws {
        let trial = try Trial(corpus("optimised"))
        #expect(trial.differs(Box(x: 0, y: 0.1, width: 1, height: 0.9), .full) == false)
        #expect(trial.cuts == 0)
    }

    @Test func `other forms are taken from the whole`() throws {
        for form in ["progressive", "arithmetic", "scans", "rgb"] {
            let trial = try Trial(corpus(form))
            for box in Self.places { #expect(trial.differs(box, .full) == false) }
            #expect(trial.cuts == 0)
        }
    }

    @Test func `do not depend on the pictures before`() throws {
        let images = try ["optimised", "optimised-restart", "optimised"].map { try corpus($0) }
        let box = Box(x: 0.4, y: 0.4, width: 0.2, height: 0.2)
        let alone = try images.map { try Trial($0).part(box, .full) }
        let trial = try Trial(images[0])
        #expect(images.map { trial.part(box, .full, of: $0) } == alone)
        #expect(trial.cuts == 3)
    }

    @Test(arguments: ["optimised", "optimised-restart", "grey", "420", "no-tables"])
    func `a picture cut short gives nothing`(form: String) throws {
        let bytes = try corpus(form), trial = try Trial(bytes)
        let corner = Box(x: 0, y: 0, width: 0.1, height: 0.1)
        for count in stride(from: 0, to: bytes.count - 1, by: max(1, bytes.count / 150)) {
            #expect(trial.part(corner, .full, of: Array(bytes[..<count])) == nil, "\(count) bytes")
        }
    }

    /// Whatever is damaged, anywhere in the picture: a part is that of the whole picture, or nothing where that is nothing.
    @Test(arguments: ["420", "422", "restart", "optimised", "optimised-restart", "grey", "no-tables"])
    func `of damaged pictures are judged as the whole`(form: String) throws {
        let whole = try corpus(form)
        var limits = ImageLimits.standard
        limits.maxPixels = 1_000_000
        let trial = try Trial(whole, limits: limits)
        var random = SeededRandom(seed: UInt64(whole.count) + 11)
        for _ in 0..<800 {
            let bytes = mutated(whole, &random), box = Box.within(0.3, &random)
            #expect(trial.differs(box, .full, of: bytes) == false)
        }
        #expect(trial.cuts > 10)
        #expect(trial.refusals > 100)
    }

    /// Corners, borders, the middle, a point, and beyond the border.
    static let places: [Box] = [
        Box(x: 0, y: 0, width: 0.2, height: 0.2), Box(x: 0.85, y: 0, width: 0.15, height: 0.2),
        Box(x: 0, y: 0.83, width: 0.21, height: 0.17), Box(x: 0.79, y: 0.81, width: 0.21, height: 0.19),
        Box(x: 0.41, y: 0, width: 0.2, height: 0.3), Box(x: 0.37, y: 0.9, width: 0.3, height: 0.1),
        Box(x: 0, y: 0.45, width: 0.1, height: 0.1), Box(x: 0.93, y: 0.43, width: 0.07, height: 0.2),
        Box(x: 0.4, y: 0.45, width: 0.13, height: 0.11), Box(x: 0.5, y: 0.5, width: 0, height: 0),
        Box(x: 0.95, y: 0.95, width: 0.3, height: 0.3), Box(x: -0.2, y: -0.1, width: 0.3, height: 0.2),
    ]
}

/// Takes parts of pictures of one size by a reader, and compares them with those of whole pictures.
private final class Trial {
    private var reader: PartReader
    private let image: [UInt8]
    private let masks: [Polygon]
    private let limits: ImageLimits
    private let size: PixelSize
    /// Parts that were decoded alone, and pictures that gave none.
    private(set) var cuts = 0, refusals = 0

    init(_ image: [UInt8], masks: [Polygon] = [], limits: ImageLimits = .standard) throws {
        let found = JPEGDecoder().size(of: image.span)
        size = try #require(found)
        (self.image, self.masks, self.limits) = (image, masks, limits)
        reader = PartReader(pictureSize: size, masks: masks, limits: limits)
    }

    /// A part at a scale, or at a finer one where the box is too small for that.
    func part(_ box: Box, _ scale: WorkingScale, of other: [UInt8]? = nil) -> PicturePart? {
        let bytes = other ?? image
        let part = reader.part(box, ofJPEG: bytes.span, filling: filling(box, scale))
        cuts += reader.lastWasCut ? 1 : 0
        refusals += part == nil ? 1 : 0
        return part
    }

    /// Whether a part differs from the same part of the whole picture.
    func differs(_ box: Box, _ scale: WorkingScale, of other: [UInt8]? = nil) -> Bool {
        part(box, scale, of: other) != expected(box, scale, other ?? image)
    }

    private func filling(_ box: Box, _ scale: WorkingScale) -> PixelSize {
        let width = scale == .full ? 1 << 20 : max(1, Int(box.width * Double(size.width)) / scale.rawValue)
        return PixelSize(width: width, height: 1 << 20)
    }

    private func expected(_ box: Box, _ wanted: WorkingScale, _ bytes: [UInt8]) -> PicturePart? {
        let surplus = box.width * Double(size.width) / Double(filling(box, wanted).width)
        let scale = [WorkingScale.eighth, .quarter, .half].first { surplus >= Double($0.rawValue) } ?? .full
        guard case .picture(var picture) = JPEGDecoder(limits: limits).decodeColour(bytes.span, scale: scale),
            picture.size == scale.size(of: size)
        else { return nil }
        MaskRaster(masks, size: picture.size).burn(into: &picture)
        let part = picture.cropped(to: box)
        return PicturePart(picture: part.picture, region: part.fraction)
    }
}

extension Box {
    /// A box anywhere, each side up to `most` of the picture's.
    fileprivate static func within(_ most: Double, _ random: inout SeededRandom) -> Box {
        let width = Double.random(in: 0...most, using: &random), height = Double.random(in: 0...most, using: &random)
        return Box(
            x: Double.random(in: 0...1 - width, using: &random), y: Double.random(in: 0...1 - height, using: &random),
            width: width, height: height)
    }
}
