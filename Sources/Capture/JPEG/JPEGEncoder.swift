public import Base
internal import CJPEG

/// Encodes pictures as baseline JFIF with libjpeg-turbo. The same picture and settings give the same bytes.
public struct JPEGEncoder: Hashable, Sendable {
    /// How much chroma is kept beside the luma.
    public enum Chroma: String, CaseIterable, Sendable {
        /// One chroma sample per pixel.
        case full = "4:4:4"
        /// One per two pixels of a row; most webcams send this.
        case halved = "4:2:2"
        /// One per two by two pixels.
        case quartered = "4:2:0"
    }

    /// libjpeg's quality, 1...100.
    public let quality: Int
    public let chroma: Chroma

    /// Makes an encoder; `quality` is 1...100.
    public init(quality: Int = 82, chroma: Chroma = .quartered) {
        precondition((1...100).contains(quality), "JPEG quality is 1...100")
        (self.quality, self.chroma) = (quality, chroma)
    }

    /// Largest width and height of a JPEG picture that libjpeg writes (`JPEG_MAX_DIMENSION`).
    public static let maxSide_px = 65_500

    /// Encodes `width * height` luma samples as a grey picture.
    public func encode(grey pixels: Span<UInt8>, size: PixelSize) -> [UInt8] {
        precondition(pixels.count == size.count, "a plane has width x height samples")
        return encode(pixels, size: size, channels: 1)
    }

    /// Encodes a frame as a grey picture.
    public func encode(_ frame: borrowing Frame) -> [UInt8] {
        encode(grey: frame.pixels, size: PixelSize(width: frame.width, height: frame.height))
    }

    /// Encodes a picture in colour.
    public func encode(_ picture: RGBPicture) -> [UInt8] { encode(picture.bytes, size: picture.size, channels: 3) }

    private func encode(_ bytes: Span<UInt8>, size: PixelSize, channels: Int32) -> [UInt8] {
        let sides = 1...JPEGEncoder.maxSide_px
        precondition(
            sides.contains(size.width) && sides.contains(size.height), "a JPEG picture has 1...65500 pixels a side")
        let form = cjpeg_encoding(
            quality: Int32(quality), horizontal: chroma == .full ? 1 : 2, vertical: chroma == .quartered ? 2 : 1)
        var out: UnsafeMutablePointer<UInt8>?
        var count = 0
        let status = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe cjpeg_encode(
                buffer.baseAddress, Int32(size.width), Int32(size.height), channels, form, &out, &count)
        }
        // Arguments are checked above, so only memory can be missing, as it is for any array.
        guard status == CJPEG_WHOLE, let start = unsafe out else { fatalError("out of memory for a JPEG image") }
        defer { unsafe cjpeg_free(start) }
        return unsafe [UInt8](UnsafeBufferPointer(start: start, count: count))
    }
}
