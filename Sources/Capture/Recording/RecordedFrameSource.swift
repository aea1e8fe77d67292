public import Base

/// Gives the pictures of a recording as frames: read, decoded at the working scale, masked.
///
/// The first good picture fixes the size; a picture of another size is skipped, since places and masks would mean
/// something else in it. `sequence` counts all pictures, skipped ones too, and the time of a picture depends on its
/// number alone. A skipped picture leaves its time and number in the frame, its pixels undefined. What a live camera gave
/// instead of pictures (`Recording.gaps`) is given again at its number.
///
/// With several decode threads the frames are the same, in the same order; a bounded ring of frames is decoded ahead.
public struct RecordedFrameSource: FrameSource, ~Copyable {
    public let pictureSize: PixelSize
    public let frameSize: PixelSize
    /// The recording's images as bytes, e.g. for a report's pictures.
    public let images: RecordedImages
    /// The scale that the frames are decoded at.
    public let scale: WorkingScale
    private let recording: Recording
    public private(set) var drops = DropCounts()
    private var next = 0
    private var nextGap = 0
    var engine: Engine
    private var parts: PartReader
    private let limits: ImageLimits
    /// Number among the images of the last frame; nil before the first and after what was not a frame.
    private var lastImage: Int?

    /// Who decodes. Not private: specialised in another module, the compiler of Swift 6.3 leaves a private type's symbol out.
    enum Engine: ~Copyable {
        case inline(PictureReader)
        case ahead(DecodeAhead)

        /// Whether pictures are decoded when they are asked for.
        var isInline: Bool {
            switch self {
            case .inline: true
            case .ahead: false
            }
        }

        mutating func read(_ sequence: Int, into frame: inout Frame) -> FrameOutcome {
            switch consume self {
            case .inline(var reader):
                let outcome = reader.read(sequence, into: &frame)
                self = .inline(reader)
                return outcome
            case .ahead(let ahead):
                let outcome = ahead.take(into: &frame)
                self = .ahead(ahead)
                return outcome
            }
        }
    }

    /// Opens a recording and decodes its first good picture, to know the size.
    /// - Parameters:
    ///   - scale: the working scale; nil takes the coarsest that the camera's smallest object allows.
    ///   - decodeThreads: 1 decodes in the caller's thread; more decode ahead on that many threads.
    ///   - method: who decodes luma.
    /// - Throws: `CaptureError` when there are no images or none can be decoded.
    public init(
        _ recording: Recording, limits: ImageLimits = .standard, scale: WorkingScale? = nil, decodeThreads: Int = 1,
        method: JPEGDecoder.Method = .scanning
    ) throws(CaptureError) {
        precondition(decodeThreads >= 1, "at least one thread decodes")
        let images = try RecordedImages(directory: recording.directory)
        let size = try firstGoodSize(images, limits: limits)
        let scale = scale ?? WorkingScale.coarsest(for: size, smallestObject: recording.camera.smallestObject)
        let plan = PicturePlan(
            images: images, limits: limits, method: method, pictureSize: size, scale: scale,
            masks: MaskRaster(recording.camera.masks, size: scale.size(of: size)))
        (self.recording, self.images, self.scale) = (recording, images, scale)
        (pictureSize, frameSize) = (size, plan.masks.size)
        parts = PartReader(pictureSize: size, masks: recording.camera.masks, limits: limits)
        self.limits = limits
        engine = decodeThreads == 1 ? .inline(PictureReader(plan)) : .ahead(DecodeAhead(plan, threads: decodeThreads))
    }

    public var expectedCount: Int? { images.count + recording.gaps.count }

    public func time(ahead count: Int) -> Timestamp? {
        next + count < images.count + recording.gaps.count ? recording.time(of: next + count) : nil
    }

    private var isAtGap: Bool { nextGap < recording.gaps.count && recording.gaps[nextGap].sequence == next }

    /// Not with several decode threads: they have done the work already.
    public mutating func leaveOut() -> Bool {
        guard engine.isInline, !isAtGap, next - nextGap < images.count else { return false }
        next += 1
        drops.overload += 1
        return true
    }

    public mutating func next(into frame: inout Frame) throws(CaptureError) -> FrameOutcome {
        let outcome: FrameOutcome
        if isAtGap {
            outcome = FrameOutcome(recording.gaps[nextGap].kind)
            nextGap += 1
        } else if next - nextGap < images.count {
            outcome = engine.read(next - nextGap, into: &frame)
            lastImage = outcome == .frame ? next - nextGap : nil
        } else {
            return .end
        }
        frame.sequence = next
        frame.time = recording.time(of: next)
        next += 1
        return outcome
    }

    /// Reads the image's bytes once more: looks are rare, and so frames need not carry their bytes.
    public mutating func picture(of region: Box, filling size: PixelSize) -> PicturePart? {
        var bytes: [UInt8] = []
        guard let lastImage, images.read(lastImage, maxBytes: limits.maxBytes, into: &bytes) == nil else { return nil }
        guard images.areGreyPlanes else { return parts.part(region, ofJPEG: bytes.span, filling: size) }
        guard let plane = GreyPlane.size(of: bytes.span), plane == pictureSize else { return nil }
        let samples = bytes.span.extracting(GreyPlane.header(plane).count...)
        return parts.part(region, ofRaw: samples, .planar(stride: plane.width), filling: size)
    }
}

extension FrameOutcome {
    fileprivate init(_ gap: RecordedGap.Kind) {
        switch gap {
        case .skipped(let reason): self = .skipped(reason)
        case .lost(let reason): self = .lost(reason)
        }
    }
}

/// Everything that decides what a picture of the recording becomes; shared by all threads that decode it.
struct PicturePlan: Sendable {
    let images: RecordedImages
    let limits: ImageLimits
    let method: JPEGDecoder.Method
    let pictureSize: PixelSize
    let scale: WorkingScale
    let masks: MaskRaster
}

/// Turns numbers into frames: reads, decodes and masks, with a byte buffer and a decoder that are used again and again.
struct PictureReader: ~Copyable {
    private let plan: PicturePlan
    private let decoder: JPEGDecoder
    private var bytes: [UInt8] = []

    init(_ plan: PicturePlan) {
        self.plan = plan
        decoder = JPEGDecoder(limits: plan.limits, method: plan.method)
    }

    mutating func read(_ sequence: Int, into frame: inout Frame) -> FrameOutcome {
        if let reason = plan.images.read(sequence, maxBytes: plan.limits.maxBytes, into: &bytes) {
            return .skipped(reason)
        }
        let reason =
            plan.images.areGreyPlanes
            ? GreyPlane.read(bytes.span, expected: plan.pictureSize, scale: plan.scale, into: &frame)
            : decoder.decodeLuma(bytes.span, scale: plan.scale, expected: plan.pictureSize, into: &frame)
        if let reason { return .skipped(reason) }
        plan.masks.burn(into: &frame)
        return .frame
    }
}

/// Full size of the first picture that can be decoded.
private func firstGoodSize(_ images: RecordedImages, limits: ImageLimits) throws(CaptureError) -> PixelSize {
    let decoder = JPEGDecoder(limits: limits)
    var frame = Frame()
    var bytes: [UInt8] = []
    var first: SkipReason?
    for sequence in 0..<images.count {
        let unread = images.read(sequence, maxBytes: limits.maxBytes, into: &bytes)
        if images.areGreyPlanes, unread == nil, let size = GreyPlane.size(of: bytes.span) { return size }
        // The eighth scale is the cheapest that still reads every byte.
        let reason = unread ?? decoder.decodeLuma(bytes.span, scale: .eighth, into: &frame)
        if reason == nil, let size = decoder.size(of: bytes.span) { return size }
        if first == nil { first = reason }
    }
    throw CaptureError(
        what: "none of \(images.count) pictures can be decoded; the first is \(first?.rawValue ?? "unreadable")",
        place: images.place(of: 0), mend: "give baseline or progressive JPEG in grey or colour, 8 bit")
}
