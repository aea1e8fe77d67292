import Capture
import Testing
import WaysideTestSupport

@Suite struct `Images in a stream` {
    /// A tiny image by its markers: a segment, a scan, entropy data with a stuffed 0xFF and a restart, the end.
    static let image: [UInt8] = [
        0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xDA, 0, 3, 9, 5, 0xFF, 0x00, 6, 0xFF, 0xD0, 7, 0xFF, 0xD9,
    ]

    @Test func `images one after another are found whole`() {
        let index = indexed(Self.image + Self.image + Self.image)
        #expect(index.entries == (0..<3).map { .init(offset: $0 * 22, count: 22) })
        #expect(index.strayBytes == 0)
    }

    @Test func `a thumbnail inside a segment is not an image`() {
        let thumbnail = Self.image
        let holder: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE1, 0, UInt8(thumbnail.count + 2)] + thumbnail + [0xFF, 0xD9]
        #expect(indexed(holder + Self.image).entries.map(\.count) == [holder.count, 22])
    }

    @Test func `garbage between images is counted and passed over`() {
        let index = indexed([0, 1, 0xFF] + Self.image + [0xFF, 0xFF, 0x00, 7] + Self.image + [0, 0xFF])
        #expect(index.entries == [.init(offset: 3, count: 22), .init(offset: 29, count: 22)])
        #expect(index.strayBytes == 9)
    }

    @Test(arguments: [2, 3, 8, 9, 13, 14, 15, 16, 17, 18, 19, 20, 21])
    func `an image cut by the next one ends where that starts`(cut: Int) {
        let index = indexed(Self.image.prefix(cut) + Self.image)
        #expect(index.entries == [.init(offset: 0, count: cut), .init(offset: cut, count: 22)])
    }

    @Test func `an image cut by the end is listed as it is`() {
        for cut in 2..<22 { #expect(indexed(Array(Self.image.prefix(cut))).entries == [.init(offset: 0, count: cut)]) }
    }

    @Test func `nothing gives nothing`() {
        #expect(indexed([]).entries.isEmpty)
        #expect(indexed([0xFF]).strayBytes == 1)
    }

    @Test func `a length of nothing does not stop the walk`() {
        let bad: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0xFF, 0xD9]
        #expect(indexed(bad + Self.image).entries.count == 2)
    }

    @Test func `where chunks are cut makes no difference`() {
        var random = SeededRandom(seed: 11)
        for _ in 0..<400 {
            var stream: [UInt8] = []
            for _ in 0..<8 {
                stream += Self.image.prefix(Int.random(in: 0...22, using: &random))
                if Bool.random(using: &random) { stream.append(UInt8.random(in: 250...255, using: &random)) }
            }
            let whole = indexed(stream)
            var pieces = MJPEGIndex()
            var rest = stream[...]
            while !rest.isEmpty {
                let piece = Array(rest.prefix(Int.random(in: 1...9, using: &random)))
                pieces.feed(piece.span)
                rest = rest.dropFirst(piece.count)
            }
            pieces.finish()
            #expect(pieces.entries == whole.entries && pieces.strayBytes == whole.strayBytes)
            // Every byte belongs to one image or is stray.
            #expect(whole.entries.reduce(whole.strayBytes) { $0 + $1.count } == stream.count)
        }
    }
}

private func indexed(_ bytes: [UInt8]) -> MJPEGIndex {
    var index = MJPEGIndex()
    index.feed(bytes.span)
    index.finish()
    return index
}
