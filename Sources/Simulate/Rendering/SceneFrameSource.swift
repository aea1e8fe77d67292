public import Base

/// A scene as a source of frames, as a camera would be: luma at the working scale, masks burned in.
public struct SceneFrameSource: FrameSource, ~Copyable {
    private var renderer: SceneRenderer
    private let scale: WorkingScale
    private let mask: (@Sendable (inout Frame) -> Void)?
    private var position = 0
    public private(set) var drops = DropCounts()

    public let pictureSize: PixelSize
    public let frameSize: PixelSize
    public let expectedCount: Int?

    /// Makes a source.
    /// - Parameters:
    ///   - scale: full pictures are averaged over blocks of 1, 2, 4 or 8 pixels a side.
    ///   - mask: burns the camera's masks into a frame of `frameSize`; called on every frame.
    public init(_ scene: Scene, scale: WorkingScale = .full, mask: (@Sendable (inout Frame) -> Void)? = nil) {
        pictureSize = scene.size
        frameSize = scale.size(of: scene.size)
        expectedCount = scene.frameCount
        (self.scale, self.mask) = (scale, mask)
        renderer = SceneRenderer(scene)
    }

    public func time(ahead count: Int) -> Timestamp? { renderer.scene.time(ofFrame: position + count) }

    public mutating func leaveOut() -> Bool {
        guard position < renderer.scene.frameCount else { return false }
        position += 1
        drops.overload += 1
        return true
    }

    public mutating func next(into frame: inout Frame) throws(CaptureError) -> FrameOutcome {
        let index = position
        guard let time = renderer.scene.time(ofFrame: index) else { return .end }
        position += 1
        frame.resize(width: frameSize.width, height: frameSize.height)
        frame.sequence = index
        frame.time = time
        let block = scale.rawValue, size = pictureSize, small = frameSize
        renderer.withLuma(frame: index) { luma in
            var target = frame.mutablePixels
            BoxFilter.reduce(luma, size, block: block, into: &target, small)
        }
        mask?(&frame)
        return .frame
    }
}

/// Averages blocks of pixels.
enum BoxFilter {
    /// Each pixel of `target` becomes the rounded mean of its block; blocks at the right and lower border may be smaller.
    static func reduce(
        _ source: Span<UInt8>, _ size: PixelSize, block: Int, into target: inout MutableSpan<UInt8>, _ small: PixelSize
    ) {
        if block == 1 {
            for i in target.indices { target[i] = source[i] }
            return
        }
        for row in 0..<small.height {
            let rows = row * block..<min(size.height, (row + 1) * block)
            for column in 0..<small.width {
                let columns = column * block..<min(size.width, (column + 1) * block)
                var sum = 0
                for y in rows { for x in columns { sum += Int(source[y * size.width + x]) } }
                let count = rows.count * columns.count
                target[row * small.width + column] = UInt8((sum + count / 2) / count)
            }
        }
    }
}
