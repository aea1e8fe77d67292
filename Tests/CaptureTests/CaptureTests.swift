import Base
import Capture
import Testing

@Suite struct RoundTripTests {
    @Test func `a grey gradient survives encoding and decoding`() {
        let size = PixelSize(width: 61, height: 43)
        let pixels = (0..<size.count).map { UInt8(($0 % size.width) * 3 + ($0 / size.width)) }
        let bytes = JPEGEncoder(quality: 95).encode(grey: pixels.span, size: size)
        let decoder = JPEGDecoder()
        var frame = Frame()
        #expect(decoder.decodeLuma(bytes.span, scale: .full, into: &frame) == nil)
        #expect(frame.width == 61 && frame.height == 43)
        #expect(decoder.decodeLuma(bytes.span, scale: .quarter, into: &frame) == nil)
        #expect(frame.width == 16 && frame.height == 11)
    }
}
