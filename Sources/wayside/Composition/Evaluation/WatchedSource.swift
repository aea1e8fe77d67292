import Base

/// Processor time that a source took for its pictures.
final class SourceMeter {
    fileprivate(set) var pictures = 0
    fileprivate(set) var cost_ms = 0.0
    /// Luma of the pictures looked at, and how many samples that is.
    private var luma = 0, samples = 0

    /// Mean luma, 0...255; nil when no picture was looked at.
    var meanLuma: Double? { samples > 0 ? Double(luma) / Double(samples) : nil }

    fileprivate func look(at frame: borrowing Frame) {
        let pixels = frame.pixels
        for i in stride(from: 0, to: pixels.count, by: 7) { luma += Int(pixels[i]) }
        samples += (pixels.count + 6) / 7
    }
}

/// A source whose cost is measured, and that says how many pictures it has given, every 32 of them.
/// Of those 32 one is looked at for its brightness.
struct WatchedSource<Source: FrameSource & ~Copyable>: FrameSource, ~Copyable {
    private var source: Source
    private let meter: SourceMeter
    private let tell: (Int) -> Void
    private var count = 0

    init(_ source: consuming Source, meter: SourceMeter, tell: @escaping (Int) -> Void) {
        self.source = source
        (self.meter, self.tell) = (meter, tell)
    }

    var pictureSize: PixelSize { source.pictureSize }
    var frameSize: PixelSize { source.frameSize }
    var expectedCount: Int? { source.expectedCount }

    mutating func next(into frame: inout Frame) throws(CaptureError) -> FrameOutcome {
        count += 1
        if count.isMultiple(of: 32) { tell(count) }
        let before_ms = ProcessorClock.now_ms()
        let outcome = try source.next(into: &frame)
        meter.cost_ms += ProcessorClock.now_ms() - before_ms
        if outcome == .frame {
            if meter.pictures.isMultiple(of: 32) { meter.look(at: frame) }
            meter.pictures += 1
        }
        return outcome
    }

    /// What a picture for an object finder costs is not counted as decoding: it belongs to the finder's look.
    mutating func picture(of region: Box, filling size: PixelSize) -> PicturePart? {
        source.picture(of: region, filling: size)
    }
}
