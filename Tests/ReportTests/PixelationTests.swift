import Base
import Capture
import Report
import Testing
import WaysideTestSupport

@Suite struct `Hiding people in pictures` {
    private static let size = PixelSize(width: 320, height: 240)
    private static let person = Box(x: 0.4, y: 0.3, width: 0.12, height: 0.4)

    /// A grey picture with a pattern inside the box; by default bright chequers of one pixel a square.
    private func planted(_ pattern: (Int) -> UInt8 = { $0 % 2 == 0 ? 255 : 110 }) -> RGBPicture {
        var bytes = [UInt8](repeating: 110, count: 3 * Self.size.count)
        for y in 72..<168 {
            for x in 128..<166 { for c in 0..<3 { bytes[(y * 320 + x) * 3 + c] = pattern(x + y) } }
        }
        return RGBPicture(size: Self.size, bytes: bytes)
    }

    private func cleaned(masks: [Polygon] = [], hidden: [Box]) -> RGBPicture {
        EventPictures.cleaned(planted(), masks: masks, hidden: hidden)
    }

    private func greatestStep(_ picture: RGBPicture, columns: Range<Int>, rows: Range<Int>) -> Int {
        var greatest = 0
        for y in rows {
            for x in columns.dropLast() {
                let i = (y * 320 + x) * 3
                greatest = max(greatest, abs(Int(picture.bytes[i]) - Int(picture.bytes[i + 3])))
            }
        }
        return greatest
    }

    @Test func `a pattern inside a region is gone`() {
        #expect(greatestStep(planted(), columns: 128..<166, rows: 72..<168) == 145)
        let cleaned = cleaned(hidden: [Self.person])
        // Between the borders of the cells everything is one colour; across them only means differ.
        #expect(greatestStep(cleaned, columns: 128..<166, rows: 72..<168) < 60)
        var colours = Set<UInt8>()
        for y in 80..<160 { for x in 130..<160 { colours.insert(cleaned.bytes[(y * 320 + x) * 3]) } }
        #expect(colours.count <= 24, "the box keeps no more than a mean per cell")
    }

    @Test func `a pattern one phase off gives the same picture`() {
        // Whatever differs only within cells cannot be told from the result.
        let other = planted { $0 % 2 == 0 ? 110 : 255 }
        let a = cleaned(hidden: [Self.person]), b = EventPictures.cleaned(other, masks: [], hidden: [Self.person])
        var greatest = 0
        for i in a.bytes.indices { greatest = max(greatest, abs(Int(a.bytes[i]) - Int(b.bytes[i]))) }
        #expect(greatest <= 8)
    }

    @Test func `the box is grown on every side`() {
        let picture = cleaned(hidden: [Box(x: 0.45, y: 0.4, width: 0.06, height: 0.2)])
        #expect(greatestStep(picture, columns: 142..<165, rows: 92..<150) < 60)
    }

    @Test func `what is not hidden stays as it is`() {
        let picture = cleaned(hidden: [Self.person])
        #expect(picture.bytes[0] == 110 && picture.bytes[3 * Self.size.count - 1] == 110)
        #expect(cleaned(hidden: []) == planted())
    }

    @Test(arguments: [
        [], [Box(x: 0.4, y: 0.3, width: 0.12, height: 0.4)], [Box(x: -0.5, y: -0.5, width: 3, height: 3)],
    ])
    func `masked parts are black whatever was pixelated`(hidden: [Box]) {
        let mask = Polygon([Point(0.35, 0.2), Point(0.45, 0.2), Point(0.45, 0.9), Point(0.35, 0.9)])
        let picture = cleaned(masks: [mask], hidden: hidden)
        for y in 50..<214 { for x in 114..<142 { #expect(picture.bytes[(y * 320 + x) * 3 + 1] == 0) } }
    }

    @Test func `nothing of a masked part flows into a cell beside it`() {
        let mask = Polygon([Point(0.4, 0.3), Point(0.52, 0.3), Point(0.52, 0.7), Point(0.4, 0.7)])
        let around = Box(x: 0.3, y: 0.2, width: 0.4, height: 0.6)
        let dull = planted { _ in 7 }
        #expect(
            cleaned(masks: [mask], hidden: [around]) == EventPictures.cleaned(dull, masks: [mask], hidden: [around]))
    }

    @Test func `boxes outside the picture are harmless`() {
        let outside = [
            Box(x: 1.5, y: 1.5, width: 1, height: 1), Box(x: -2, y: 0, width: 0.5, height: 1),
            Box(x: 0.5, y: 0.5, width: 0, height: 0),
        ]
        let picture = cleaned(hidden: outside)
        #expect(picture.size == Self.size)
    }

    @Test func `a picture of a recording is small, hidden and JPEG`() throws {
        let fixture = try BlockFixture()
        defer { fixture.remove() }
        let images = try RecordedImages(directory: fixture.directory)
        var pictures = EventPictures(images: images, masks: [], pictureSize: PixelSize(width: 1920, height: 1080))
        let bytes = pictures.picture(of: 60, hidden: [Self.person]) ?? []
        let decoder = JPEGDecoder()
        let size = decoder.size(of: bytes.span), missing = pictures.picture(of: 100_000, hidden: [])
        #expect(size == PixelSize(width: 80, height: 60))
        #expect(missing == nil)
    }
}
