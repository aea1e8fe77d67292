internal import Base
internal import CJPEG

/// Decodes any JPEG picture with libjpeg-turbo. It keeps no state between pictures.
@safe struct LibJPEG: ~Copyable {
    private let handle: OpaquePointer
    private let limits: ImageLimits

    /// Makes a decoder; about 1 KiB until a picture is decoded.
    init(limits: ImageLimits) {
        guard let handle = unsafe cjpeg_decoder_create() else { fatalError("out of memory for a JPEG decoder") }
        unsafe self.handle = handle
        self.limits = limits
    }

    deinit { unsafe cjpeg_decoder_destroy(handle) }

    /// Decodes luma at a scale into `frame`, which is resized; its time and number stay as they are.
    ///
    /// Costs mostly the entropy decoding of all bytes; chroma is parsed but not transformed. Missing Huffman tables are
    /// taken as the standard ones, as Motion JPEG leaves them out.
    /// - Parameter expected: the full size that the picture must have, when one is fixed.
    /// - Returns: nil when the frame is filled; otherwise why the picture cannot be used, and `frame` is undefined.
    func decodeLuma(
        _ bytes: Span<UInt8>, scale: WorkingScale, expected: PixelSize? = nil, into frame: inout Frame
    ) -> SkipReason? {
        var size = PixelSize(width: 0, height: 0)
        if let reason = readHeader(bytes, size: &size) { return reason }
        if let expected, expected != size { return .sizeChanged }
        let scaled = scale.size(of: size)
        frame.resize(width: scaled.width, height: scaled.height)
        var pixels = frame.mutablePixels
        return decode(scale: scale, channels: 1, into: &pixels)
    }

    /// Decodes a picture to RGB at a scale; allocates the picture.
    func decodeColour(_ bytes: Span<UInt8>, scale: WorkingScale = .full) -> ColourOutcome {
        var size = PixelSize(width: 0, height: 0)
        if let reason = readHeader(bytes, size: &size) { return .skipped(reason) }
        var picture = RGBPicture(size: scale.size(of: size))
        var pixels = picture.mutableBytes
        if let reason = decode(scale: scale, channels: 3, into: &pixels) { return .skipped(reason) }
        return .picture(picture)
    }

    /// Size of the full picture by its headers; nil when it would be refused. Decodes nothing.
    func size(of bytes: Span<UInt8>) -> PixelSize? {
        var size = PixelSize(width: 0, height: 0)
        return readHeader(bytes, size: &size) == nil ? size : nil
    }

    /// libjpeg's own words about the last picture that was refused; empty when it had none.
    var lastMessage: String { unsafe String(cString: cjpeg_message(handle)) }
}

extension LibJPEG {
    /// Reads the headers into `size`; every limit that can be known from them is checked here.
    private func readHeader(_ bytes: Span<UInt8>, size: inout PixelSize) -> SkipReason? {
        if let reason = limits.refusal(ofStart: bytes) { return reason }
        var header = cjpeg_header()
        let status = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe cjpeg_read_header(handle, buffer.baseAddress, buffer.count, limits.c, &header)
        }
        size = PixelSize(width: Int(header.width), height: Int(header.height))
        // The pixel limit comes first: it is the plainer word for a picture that is too large to be looked at closely.
        if let reason = limits.refusal(of: size) { return reason }
        if let reason = SkipReason(status) { return reason }
        return header.grey_or_colour ? nil : .unsupported
    }

    private func decode(scale: WorkingScale, channels: Int, into pixels: inout MutableSpan<UInt8>) -> SkipReason? {
        let status = unsafe pixels.withUnsafeMutableBufferPointer { buffer in
            unsafe cjpeg_decode(handle, Int32(scale.rawValue), Int32(channels), buffer.baseAddress, buffer.count)
        }
        return SkipReason(status)
    }
}

extension ImageLimits {
    fileprivate var c: cjpeg_limits {
        cjpeg_limits(
            max_scans: Int32(clamping: maxScans), max_coefficient_bytes: maxCoefficientBytes)
    }
}

extension SkipReason {
    /// The reason for what libjpeg said; nil when the picture is whole.
    fileprivate init?(_ status: cjpeg_status) {
        switch status {
        case CJPEG_WHOLE: return nil
        case CJPEG_TRUNCATED: self = .truncated
        case CJPEG_UNSUPPORTED: self = .unsupported
        case CJPEG_NOT_JPEG: self = .notJPEG
        case CJPEG_TOO_LARGE, CJPEG_NO_MEMORY: self = .tooManyPixels
        default: self = .damaged
        }
    }
}
