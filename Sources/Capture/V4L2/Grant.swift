internal import Base
internal import CV4L2

/// Asks an open device for a format and reads what it granted.
enum Grant {
    /// Largest side and largest picture that a driver is believed.
    private static let most_px = 16_384
    private static let most_bytes = 256 * 1024 * 1024

    /// Asks for the choices of the negotiation, best first, until one is granted in a form that can be read.
    static func make(_ device: borrowing DeviceDescriptor, _ request: FormatRequest) throws(CameraFault)
        -> GrantedFormat
    {
        let wanted = Set(request.pixels.fourccs + [FourCC.converted])
        let offered = try FormatListing.read(device) { wanted.contains($0) }
        var refused: CameraFault?
        for choice in try Negotiation.choices(offered, request) {
            var format = cv4l2_format()
            (format.width, format.height) = (UInt32(choice.size.width), UInt32(choice.size.height))
            format.fourcc = choice.fourcc.code
            let result = unsafe cv4l2_set_format(device.number, &format)
            if SystemCall.isNotOffered(result) {
                refused = refused ?? SystemCall.refusal("VIDIOC_S_FMT", "refuses \(choice.fourcc.text)")
                continue
            }
            try SystemCall.check(result, "VIDIOC_S_FMT")
            do throws(CameraFault) {
                let layout = try layout(format)
                return granted(device, request, format, layout, rate: try rate(device, choice.interval))
            } catch  where error.reason == .format {
                refused = refused ?? error
            }
        }
        throw refused ?? SystemCall.refusal("VIDIOC_S_FMT", "grants nothing")
    }

    private static func granted(
        _ device: borrowing DeviceDescriptor, _ request: FormatRequest, _ format: cv4l2_format, _ layout: PixelLayout,
        rate: Double?
    ) -> GrantedFormat {
        let size = PixelSize(width: Int(format.width), height: Int(format.height)), fourcc = FourCC(code: format.fourcc)
        var sent = cv4l2_format()
        // A stand-in for libv4l2 has no driver behind it that could be asked.
        let isKnown = unsafe cv4l2_sent_format(device.number, &sent) == 0
        let source = isKnown ? FourCC(code: sent.fourcc) : fourcc
        return GrantedFormat(
            size: size, layout: layout, fourcc: source.text, rate: rate, isConverted: source != fourcc,
            differences: Negotiation.differences(request, fourcc: fourcc, size: size, rate: rate))
    }

    /// Asks for a rate; nil when the driver does not say what it gives.
    private static func rate(_ device: borrowing DeviceDescriptor, _ asked: FrameInterval?) throws(CameraFault)
        -> Double?
    {
        var interval = cv4l2_interval(numerator: asked?.numerator ?? 0, denominator: asked?.denominator ?? 0)
        let result = unsafe cv4l2_set_interval(device.number, &interval)
        if SystemCall.isNotOffered(result) { return nil }
        try SystemCall.check(result, "VIDIOC_S_PARM")
        return FrameInterval(interval)?.rate
    }

    /// Where luma lies, when what the driver says of it can be.
    private static func layout(_ format: cv4l2_format) throws(CameraFault) -> PixelLayout {
        let fourcc = FourCC(code: format.fourcc), width = Int(format.width), height = Int(format.height)
        let row = fourcc.rowBytes(width: width) ?? 0
        // Some drivers leave the stride of unpadded rows at 0.
        let stride = format.stride == 0 ? row : Int(format.stride)
        guard let layout = fourcc.layout(stride: stride) else {
            throw SystemCall.refusal("VIDIOC_S_FMT", "grants \(fourcc.text), which cannot be read")
        }
        let isSane =
            (1...most_px).contains(width) && (1...most_px).contains(height) && (row...most_px * 4).contains(stride)
            && (max(1, row * height)...most_bytes).contains(Int(format.bytes))
        guard isSane else {
            let words = "\(width)x\(height) \(fourcc.text) with rows of \(stride) bytes in \(format.bytes)"
            throw SystemCall.refusal("VIDIOC_S_FMT", "grants \(words), which cannot be")
        }
        return layout
    }
}
