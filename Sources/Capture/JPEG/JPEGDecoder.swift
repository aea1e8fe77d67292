public import Base

/// Decodes JPEG pictures, one at a time: grey for the detector, colour for reports.
///
/// A picture is either whole or refused with a reason; nothing half decoded is handed out. The same bytes always give the same
/// pixels, whatever was decoded before.
public struct JPEGDecoder: ~Copyable {
    /// Who decodes luma at 1/8 and 1/4.
    public enum Method: Sendable {
        /// Wayside's own scanner where it can, libjpeg-turbo elsewhere. At 1/8 it gives libjpeg's very pixels, at 1/4 they
        /// differ by at most one grey level here and there.
        case scanning
        /// libjpeg-turbo alone, to compare with.
        case libjpeg
    }

    private let limits: ImageLimits
    private let method: Method
    private let whole: LibJPEG
    private let scanner = LumaScanner()

    /// Makes a decoder; some 150 KiB for tables, and what it decodes with is shared by all decoders that work at once.
    public init(limits: ImageLimits = .standard, method: Method = .scanning) {
        (self.limits, self.method) = (limits, method)
        whole = LibJPEG(limits: limits)
    }

    /// Decodes luma at a scale into `frame`, which is resized; its time and number stay as they are.
    ///
    /// Costs mostly the entropy decoding of all bytes; chroma is parsed but not transformed. Missing Huffman tables are
    /// taken as the typical ones, as Motion JPEG leaves them out.
    /// - Parameter expected: the full size that the picture must have, when one is fixed.
    /// - Returns: nil when the frame is filled; otherwise why the picture cannot be used, and `frame` is undefined.
    public func decodeLuma(
        _ bytes: Span<UInt8>, scale: WorkingScale, expected: PixelSize? = nil, into frame: inout Frame
    ) -> SkipReason? {
        if let reason = limits.refusal(ofStart: bytes) { return reason }
        if method == .scanning, LumaScanner.has(scale), scanner.read(bytes, scale) {
            if let reason = limits.refusal(of: scanner.size) { return reason }
            if let expected, expected != scanner.size { return .sizeChanged }
            switch scan(bytes, scale, into: &frame) {
            case .whole: return nil
            case .damaged: return .damaged
            case .truncated: return .truncated
            case .other: break
            }
        }
        return whole.decodeLuma(bytes, scale: scale, expected: expected, into: &frame)
    }

    private func scan(
        _ bytes: Span<UInt8>, _ scale: WorkingScale, into frame: inout Frame
    ) -> LumaScanner.Verdict {
        let size = scale.size(of: scanner.size)
        frame.resize(width: size.width, height: size.height)
        var pixels = frame.mutablePixels
        return scanner.decode(bytes, scale: scale, into: &pixels)
    }

    /// Decodes a picture to RGB at a scale; allocates the picture.
    public func decodeColour(_ bytes: Span<UInt8>, scale: WorkingScale = .full) -> ColourOutcome {
        whole.decodeColour(bytes, scale: scale)
    }

    /// Size of the full picture by its headers; nil when it would be refused. Decodes nothing.
    public func size(of bytes: Span<UInt8>) -> PixelSize? { whole.size(of: bytes) }
}

/// A picture in colour, or why there is none.
public enum ColourOutcome: Sendable {
    case picture(RGBPicture)
    case skipped(SkipReason)
}
