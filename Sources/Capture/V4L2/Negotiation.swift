package import Base

/// What to ask a camera for, and what to say about the answer. Pure: offers in, choices and words out.
package enum Negotiation {
    /// Without a size of its own a request takes the largest that is not larger than this: enough for every behaviour, and
    /// raw pictures of it still pass through USB 2.
    package static let largest = PixelSize(width: 1280, height: 720)
    /// Without a rate of its own a request takes the highest up to this one.
    package static let fastest = 30.0
    /// A size that comes slower than this is not taken for its size alone.
    static let slowest = 10.0
    /// Rates within a hundredth of each other are the same: 30 and 29.97.
    private static let sameRate = 1.01

    /// One thing to ask for.
    package struct Choice: Hashable, Sendable {
        package let fourcc: FourCC
        package let size: PixelSize
        /// nil leaves the rate to the driver.
        package let interval: FrameInterval?
        package let isNative: Bool
    }

    /// What to ask for, best first: what has the size and the rate asked for, in the order of `FourCC.preferred`;
    /// converted formats last, and only when nothing is asked for by name.
    /// - Throws: `.format` when nothing offered can be used; the mend lists what is offered.
    package static func choices(_ offered: [OfferedFormat], _ request: FormatRequest) throws(CameraFault) -> [Choice] {
        var ranked: [(misfits: Int, choice: Choice)] = []
        for fourcc in request.pixels.fourccs {
            for format in offered where format.isNative && format.fourcc == fourcc {
                ranked.append(choice(format, request))
            }
        }
        // A stable order: by misfits, then as preferred.
        var result = (0...2).flatMap { misfits in ranked.filter { $0.misfits == misfits }.map(\.choice) }
        if request.pixels == .auto {
            let converted = offered.filter { !$0.isNative && $0.fourcc == FourCC.converted }
            result += converted.map { choice($0, request).choice }
        }
        if result.isEmpty { throw refusal(offered, request.pixels) }
        return result
    }

    private static func choice(_ format: OfferedFormat, _ request: FormatRequest) -> (misfits: Int, choice: Choice) {
        let (size, rates) = size(format, request)
        let interval = request.rate.map { rates.nearest($0) ?? FrameInterval(rate: $0) } ?? rates.fastest(upTo: fastest)
        var misfits = request.size == nil || request.size == size.offered ? 0 : 1
        if let interval, !isEnough(interval.rate, request.rate) { misfits += 1 }
        let choice = Choice(fourcc: format.fourcc, size: size.asked, interval: interval, isNative: format.isNative)
        return (misfits, choice)
    }

    private static func isEnough(_ rate: Double, _ asked: Double?) -> Bool {
        asked.map { FrameInterval.distance(rate, $0) <= sameRate } ?? (rate >= slowest)
    }

    // MARK: Size

    /// A size to ask for, and the offered one that is closest to it.
    private typealias SizeChoice = (asked: PixelSize, offered: PixelSize)

    private static func size(_ format: OfferedFormat, _ request: FormatRequest) -> (SizeChoice, OfferedRates) {
        let target = request.size ?? largest
        // Nothing is known: the driver adjusts what it is asked for.
        guard !format.sizes.isEmpty else { return ((target, target), .unknown) }
        let sizes = format.sizes.map { (size: $0.nearest(target), rates: $0.rates) }
        let nearest = sizes.min { distance($0.size, target) < distance($1.size, target) }
        guard request.size == nil else { return ((target, nearest?.size ?? target), nearest?.rates ?? .unknown) }
        let fluent = sizes.filter { $0.rates.fastest(upTo: fastest).map { $0.rate >= slowest } ?? true }
        let fitting = fluent.filter { $0.size.width <= target.width && $0.size.height <= target.height }
        let best =
            fitting.max { $0.size.count < $1.size.count }
            ?? fluent.min { distance($0.size, target) < distance($1.size, target) } ?? nearest
        let size = best?.size ?? target
        return ((size, size), best?.rates ?? .unknown)
    }

    private static func distance(_ a: PixelSize, _ b: PixelSize) -> Int {
        abs(a.width - b.width) + abs(a.height - b.height)
    }

    // MARK: Words

    /// The fault of a camera that offers nothing that can be used.
    private static func refusal(_ offered: [OfferedFormat], _ pixels: PixelChoice) -> CameraFault {
        let native = offered.filter(\.isNative).map(\.fourcc.text)
        let listed = native.prefix(12).joined(separator: ", ") + (native.count > 12 ? " and others" : "")
        let what = pixels == .auto ? "sends no pictures that can be read" : "does not send \(pixels.rawValue)"
        return CameraFault(
            .format, what, mend: native.isEmpty ? "no format is offered at all" : "it offers \(listed)")
    }

    /// One clause for each thing that is not as it was asked.
    package static func differences(
        _ request: FormatRequest, fourcc: FourCC, size: PixelSize, rate: Double?
    ) -> [String] {
        var result: [String] = []
        if let asked = request.size, asked != size {
            result.append("asked for \(asked.width)x\(asked.height), granted \(size.width)x\(size.height)")
        }
        if request.pixels != .auto, !request.pixels.fourccs.contains(fourcc) {
            result.append("asked for \(request.pixels.rawValue), granted \(fourcc.text)")
        }
        if let asked = request.rate {
            if let rate {
                if FrameInterval.distance(asked, rate) > sameRate {
                    result.append("asked for \(words(asked)) fps, granted \(words(rate)) fps")
                }
            } else {
                result.append("asked for \(words(asked)) fps, the driver does not say what it gives")
            }
        }
        return result
    }

    private static func words(_ rate: Double) -> String {
        JSONText.format(rate, decimals: rate == rate.rounded() ? 0 : 2)
    }
}
