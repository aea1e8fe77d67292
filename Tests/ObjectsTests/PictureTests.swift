import Base
import Objects
import Testing

@Suite struct `A picture as the input of a model` {
    private static let hash = String(repeating: "0", count: 64)

    private func card(_ input: String) throws -> ModelCard {
        try ModelCardReader.read(
            text: """
                model: 1
                title: t
                layout: ssd
                input: {\(input)}
                licence: l
                files: [{name: a.onnx, sha256: "\(Self.hash)"}]
                classes: [background, walker]
                finds: {person: [walker]}
                """, file: "card.yaml")
    }

    private func filled(_ picture: RGBPicture, _ card: ModelCard, _ order: InputFilling.Order = .planes) -> [Float] {
        let letterbox = Letterbox(picture: picture.size, input: card.inputSize, fit: card.fit)
        var filling = InputFilling(letterbox: letterbox, order: order, card: card)
        var input = [Float](repeating: -1, count: 3 * card.inputSize.count)
        var span = input.mutableSpan
        filling.fill(picture, into: &span)
        return input
    }

    @Test func `a picture of the input's size goes in as it is, in the card's order of colours`() throws {
        let size = PixelSize(width: 16, height: 16)
        let bytes = (0..<3 * size.count).map { UInt8(truncatingIfNeeded: $0 * 7) }
        let picture = RGBPicture(size: size, bytes: bytes)
        let planes = filled(picture, try card("width: 16, height: 16, channels: bgr"))
        var expected: [Float] = []
        for colour in [2, 1, 0] { for pixel in 0..<size.count { expected.append(Float(bytes[3 * pixel + colour])) } }
        #expect(planes == expected)
        let pixels = filled(picture, try card("width: 16, height: 16, channels: rgb"), .pixels)
        #expect(pixels == bytes.map(Float.init))
    }

    @Test func `normalisation takes the mean away and divides`() throws {
        let picture = RGBPicture(
            size: PixelSize(width: 16, height: 16),
            bytes: (0..<256).flatMap { _ in [10, 20, 30] as [UInt8] })
        let card = try card("width: 16, height: 16, channels: rgb, mean: [10, 10, 10], deviation: [1, 2, 4]")
        let input = filled(picture, card)
        #expect(input[0] == 0 && input[256] == 5 && input[512] == 5)
    }

    @Test func `a wide picture lies at the top left above grey, a stretched one fills the input`() throws {
        let white = RGBPicture(
            size: PixelSize(width: 64, height: 32), bytes: [UInt8](repeating: 255, count: 3 * 64 * 32))
        let boxed = filled(white, try card("width: 32, height: 32, channels: rgb"))
        #expect(boxed[..<(32 * 16)].allSatisfy { $0 == 255 } && boxed[(32 * 16)..<1024].allSatisfy { $0 == 114 })
        let stretched = filled(white, try card("width: 32, height: 32, channels: rgb, fit: stretch"))
        #expect(stretched.allSatisfy { $0 == 255 })
    }

    @Test func `halving takes the mean of two by two`() throws {
        let size = PixelSize(width: 32, height: 32)
        var bytes: [UInt8] = []
        for row in 0..<32 {
            for column in 0..<32 {
                bytes += [UInt8(8 * column), UInt8(8 * row), column % 2 == 0 ? 0 : 255]
            }
        }
        let input = filled(RGBPicture(size: size, bytes: bytes), try card("width: 16, height: 16, channels: rgb"))
        #expect(input[0] == 4 && input[15] == 244 && input[256] == 4 && input[256 + 15 * 16] == 244)
        #expect(input[512...].allSatisfy { $0 == 127.5 })
    }

    @Test func `a smaller picture is enlarged without leaving its range`() throws {
        let size = PixelSize(width: 2, height: 1)
        let input = filled(
            RGBPicture(size: size, bytes: [0, 0, 0, 200, 200, 200]),
            try card("width: 16, height: 16, channels: rgb, fit: stretch"))
        #expect(input[0] == 0 && input[15] == 200 && input[..<16].elementsEqual(input[..<16].sorted()))
    }

    @Test func `boxes come back as fractions of the picture, cut to it`() {
        let letterbox = Letterbox(
            picture: PixelSize(width: 640, height: 480), input: PixelSize(width: 416, height: 416), fit: .letterbox)
        #expect(letterbox.placed == PixelSize(width: 416, height: 312))
        #expect(
            letterbox.box(left: 208, top: 156, right: 312, bottom: 234)
                == Box(x: 0.5, y: 0.5, width: 0.25, height: 0.25))
        #expect(letterbox.box(left: -50, top: -50, right: 1000, bottom: 1000) == Box(x: 0, y: 0, width: 1, height: 1))
        #expect(letterbox.box(left: 10, top: 320, right: 40, bottom: 400) == nil, "it lies below the picture")
        #expect(letterbox.box(left: .nan, top: 0, right: 1, bottom: 1) == nil)
        #expect(letterbox.box(left: 0, top: 0, right: .infinity, bottom: 1) == nil)
    }
}
