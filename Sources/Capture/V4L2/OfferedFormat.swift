package import Base

/// One pixel format that a camera offers.
package struct OfferedFormat: Hashable, Sendable {
    package let fourcc: FourCC
    /// The driver's name for it, e.g. `Motion-JPEG`.
    package let words: String
    /// Sent by the camera itself; else libv4l2 makes it of something that is.
    package let isNative: Bool
    /// Empty when the driver does not say.
    package let sizes: [OfferedSize]

    /// Makes an offer.
    package init(_ fourcc: FourCC, words: String = "", isNative: Bool = true, sizes: [OfferedSize] = []) {
        (self.fourcc, self.words, self.isNative, self.sizes) = (fourcc, words, isNative, sizes)
    }
}

/// A size that is offered, or a range of sizes.
package struct OfferedSize: Hashable, Sendable {
    /// Smallest and largest; equal for a single size.
    package let least: PixelSize
    package let most: PixelSize
    /// From one size of a range to the next; 1 when there is nothing to step.
    package let step: PixelSize
    package let rates: OfferedRates

    /// Makes a single size.
    package init(_ size: PixelSize, rates: OfferedRates = .unknown) {
        (least, most, step) = (size, size, PixelSize(width: 1, height: 1))
        self.rates = rates
    }

    /// Makes a range of sizes.
    package init(from least: PixelSize, to most: PixelSize, step: PixelSize, rates: OfferedRates = .unknown) {
        (self.least, self.most, self.rates) = (least, most, rates)
        self.step = PixelSize(width: max(1, step.width), height: max(1, step.height))
    }

    /// The offered size that is closest to this one without being larger, or else the smallest.
    package func nearest(_ size: PixelSize) -> PixelSize {
        func fit(_ wanted: Int, _ least: Int, _ most: Int, _ step: Int) -> Int {
            let inside = max(least, min(most, wanted))
            return least + (inside - least) / step * step
        }
        return PixelSize(
            width: fit(size.width, least.width, most.width, step.width),
            height: fit(size.height, least.height, most.height, step.height))
    }
}

/// The rates that are offered for a size.
package enum OfferedRates: Hashable, Sendable {
    case unknown
    /// Each of these.
    case each([FrameInterval])
    /// Anything between two.
    case between(slowest: FrameInterval, fastest: FrameInterval)

    /// The offered interval whose rate is closest to this one, by ratio; nil when nothing is known.
    package func nearest(_ rate: Double) -> FrameInterval? {
        switch self {
        case .unknown: nil
        case .each(let intervals):
            // The first of equals, so that the choice does not depend on the sort.
            intervals.min { FrameInterval.distance($0.rate, rate) < FrameInterval.distance($1.rate, rate) }
        case .between(let slowest, let fastest):
            rate <= slowest.rate ? slowest : rate >= fastest.rate ? fastest : FrameInterval(rate: rate)
        }
    }

    /// The fastest interval of at most this rate; the slowest of all when they are faster.
    package func fastest(upTo rate: Double) -> FrameInterval? {
        switch self {
        case .unknown: nil
        case .each(let intervals):
            intervals.filter { $0.rate <= rate }.max { $0.rate < $1.rate } ?? intervals.min { $0.rate < $1.rate }
        case .between: nearest(rate)
        }
    }
}

/// Seconds from picture to picture as a fraction, as drivers have it: 1/30, 1001/30000.
package struct FrameInterval: Hashable, Sendable {
    package let numerator: UInt32
    package let denominator: UInt32

    /// Makes an interval; nil when it is no time.
    package init?(_ numerator: UInt32, _ denominator: UInt32) {
        guard numerator > 0, denominator > 0 else { return nil }
        (self.numerator, self.denominator) = (numerator, denominator)
    }

    /// The interval of a rate from 0.001 to 1000 pictures per second.
    init(rate: Double) {
        numerator = 1000
        denominator = UInt32((max(0.001, min(1000, rate)) * 1000).rounded())
    }

    /// Pictures per second.
    package var rate: Double { Double(denominator) / Double(numerator) }

    /// How many times one rate is the other, at least 1.
    static func distance(_ a: Double, _ b: Double) -> Double { max(a, b) / min(a, b) }
}
