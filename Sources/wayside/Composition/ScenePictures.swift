import Base
import Capture
import Simulate

/// The pictures of a scene as a camera would send them: rendered in colour and encoded as JPEG. `simulate` writes these
/// bytes and `evaluate` of a scene looks at them, so that both speak of the same recording.
struct ScenePictures: ~Copyable {
    /// JPEG quality of rendered fixtures, like that of a good network camera.
    static let standardQuality = 85

    private var renderer: SceneRenderer
    private let size: PixelSize
    private let encoder: JPEGEncoder
    private var pixels: [UInt8]

    /// - Parameters:
    ///   - quality: libjpeg's, 1...100.
    ///   - chroma: how much of it is kept.
    init(_ scene: Scene, quality: Int = standardQuality, chroma: JPEGEncoder.Chroma = .quartered) {
        renderer = SceneRenderer(scene, coloured: true)
        size = scene.size
        encoder = JPEGEncoder(quality: quality, chroma: chroma)
        pixels = [UInt8](repeating: 0, count: 3 * scene.size.count)
    }

    /// The JPEG bytes of a frame, 0..<frameCount.
    mutating func jpeg(of index: Int) -> [UInt8] {
        renderer.renderRGB(frame: index, into: &pixels)
        return encoder.encode(RGBPicture(size: size, bytes: pixels))
    }
}

/// A scene as a source of frames that went through JPEG, without a file between.
struct ScenePictureSource: FrameSource, ~Copyable {
    let pictureSize: PixelSize
    let frameSize: PixelSize
    let expectedCount: Int?
    private var pictures: ScenePictures
    private var decoder = JPEGDecoder()
    private let scene: Scene
    private let scale: WorkingScale
    private let masks: MaskRaster
    private var next = 0
    private var bytes: [UInt8] = []
    private var parts: PartReader
    private(set) var drops = DropCounts()

    /// - Parameter scale: nil takes the coarsest that the camera's smallest object allows.
    init(_ scene: Scene, camera: CameraSettings, scale: WorkingScale?) {
        self.scene = scene
        self.scale = scale ?? WorkingScale.coarsest(for: scene.size, smallestObject: camera.smallestObject)
        pictureSize = scene.size
        frameSize = self.scale.size(of: scene.size)
        expectedCount = scene.frameCount
        pictures = ScenePictures(scene)
        masks = MaskRaster(camera.masks, size: frameSize)
        parts = PartReader(pictureSize: scene.size, masks: camera.masks)
    }

    func time(ahead count: Int) -> Timestamp? { scene.time(ofFrame: next + count) }

    mutating func leaveOut() -> Bool {
        guard next < scene.frameCount else { return false }
        next += 1
        drops.overload += 1
        return true
    }

    mutating func next(into frame: inout Frame) throws(CaptureError) -> FrameOutcome {
        guard let time = scene.time(ofFrame: next) else { return .end }
        bytes = pictures.jpeg(of: next)
        frame.sequence = next
        frame.time = time
        next += 1
        if let reason = decoder.decodeLuma(bytes.span, scale: scale, into: &frame) { return .skipped(reason) }
        masks.burn(into: &frame)
        return .frame
    }

    mutating func picture(of region: Box, filling size: PixelSize) -> PicturePart? {
        let bytes = bytes
        return bytes.isEmpty ? nil : parts.part(region, ofJPEG: bytes.span, filling: size)
    }
}
