internal import Base
internal import CV4L2

/// Asks an open device what it offers. Each question is one request to the driver; vivid's 83 formats with all sizes and
/// rates are some ten thousand, a webcam's about a hundred.
enum FormatListing {
    // Bounds, in case a driver never says that its list ends.
    private static let mostFormats: UInt32 = 256
    private static let mostSizes: UInt32 = 256
    private static let mostRates: UInt32 = 64

    /// Every format with its sizes and rates; for those that `isDetailed` refuses, without.
    static func read(
        _ device: borrowing DeviceDescriptor, isDetailed: (FourCC) -> Bool = { _ in true }
    ) throws(CameraFault) -> [OfferedFormat] {
        var formats: [OfferedFormat] = []
        for index in 0..<mostFormats {
            var offer = cv4l2_offer()
            guard try isEntry(unsafe cv4l2_offered_format(device.number, index, &offer), "VIDIOC_ENUM_FMT") else {
                break
            }
            let fourcc = FourCC(code: offer.fourcc)
            formats.append(
                OfferedFormat(
                    fourcc, words: text(offer.description), isNative: !offer.emulated,
                    sizes: isDetailed(fourcc) ? try sizes(device.number, fourcc) : []))
        }
        return formats
    }

    private static func sizes(_ device: Int32, _ fourcc: FourCC) throws(CameraFault) -> [OfferedSize] {
        var result: [OfferedSize] = []
        for index in 0..<mostSizes {
            var sizes = cv4l2_sizes()
            let answer = unsafe cv4l2_offered_size(device, fourcc.code, index, &sizes)
            guard try isEntry(answer, "VIDIOC_ENUM_FRAMESIZES") else { break }
            let most = PixelSize(width: Int(sizes.most_width), height: Int(sizes.most_height))
            result.append(
                OfferedSize(
                    from: PixelSize(width: Int(sizes.least_width), height: Int(sizes.least_height)), to: most,
                    step: PixelSize(width: Int(sizes.step_width), height: Int(sizes.step_height)),
                    rates: try rates(device, fourcc, most)))
        }
        return result
    }

    private static func rates(_ device: Int32, _ fourcc: FourCC, _ size: PixelSize) throws(CameraFault) -> OfferedRates
    {
        var each: [FrameInterval] = []
        for index in 0..<mostRates {
            var intervals = cv4l2_intervals()
            let answer = unsafe cv4l2_offered_interval(
                device, fourcc.code, UInt32(size.width), UInt32(size.height), index, &intervals)
            guard try isEntry(answer, "VIDIOC_ENUM_FRAMEINTERVALS") else { break }
            // Drivers have offered 0/0; that is no rate.
            guard let least = FrameInterval(intervals.least), let most = FrameInterval(intervals.most) else { continue }
            if least != most { return .between(slowest: most, fastest: least) }
            each.append(least)
        }
        return each.isEmpty ? .unknown : .each(each)
    }

    /// Whether the driver gave an entry; its list has ended, or it has none, when not.
    private static func isEntry(_ result: Int32, _ call: String) throws(CameraFault) -> Bool {
        if SystemCall.isNotOffered(result) { return false }
        try SystemCall.check(result, call)
        return true
    }

    /// A text of C that ends with a zero, held in a tuple.
    static func text<Characters>(_ characters: Characters) -> String {
        unsafe withUnsafeBytes(of: characters) { bytes in
            unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}

extension FrameInterval {
    init?(_ interval: cv4l2_interval) { self.init(interval.numerator, interval.denominator) }
}
