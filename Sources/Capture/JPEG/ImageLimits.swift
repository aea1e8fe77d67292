internal import Base

/// How large a picture may be before it is refused. Sizes are checked on the headers, before anything is decoded.
public struct ImageLimits: Hashable, Sendable {
    /// Most bytes of one JPEG image.
    public var maxBytes: Int
    /// Most pixels (width x height) of one picture.
    public var maxPixels: Int
    /// Most scans of one progressive picture.
    public var maxScans: Int
    /// Most memory in bytes for the coefficients of a picture with several scans; such a picture is held whole.
    public var maxCoefficientBytes: Int

    /// Makes limits; all are at least 1.
    public init(maxBytes: Int, maxPixels: Int, maxScans: Int, maxCoefficientBytes: Int) {
        precondition(min(maxBytes, maxPixels, maxScans, maxCoefficientBytes) >= 1, "limits are positive")
        (self.maxBytes, self.maxPixels) = (maxBytes, maxPixels)
        (self.maxScans, self.maxCoefficientBytes) = (maxScans, maxCoefficientBytes)
    }

    /// For cameras up to 8K: 32 MiB, 50 megapixels, 64 scans, 256 MiB of coefficients.
    public static let standard = ImageLimits(
        maxBytes: 32 << 20, maxPixels: 50_000_000, maxScans: 64, maxCoefficientBytes: 256 << 20)

    /// Why a picture of this size is refused; nil when it is allowed.
    func refusal(of size: PixelSize) -> SkipReason? {
        // JPEG sizes have 16 bits each, so that the product cannot overflow.
        size.count > maxPixels ? .tooManyPixels : nil
    }

    /// Why bytes are refused before their headers are read; nil when they may be an image.
    func refusal(ofStart bytes: Span<UInt8>) -> SkipReason? {
        if bytes.isEmpty { return .empty }
        if bytes.count > maxBytes { return .tooManyBytes }
        return bytes[0] != 0xFF || (bytes.count > 1 && bytes[1] != 0xD8) ? .notJPEG : nil
    }
}
