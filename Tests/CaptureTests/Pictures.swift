import Base
import Capture
import Foundation
import WaysideTestSupport

/// A file of the corpus.
func corpus(_ name: String) throws -> [UInt8] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Corpus")
    return [UInt8](try Data(contentsOf: folder.appendingPathComponent(name + ".jpg")))
}

/// Luma of a picture, or why there is none.
func luma(_ bytes: [UInt8], scale: WorkingScale = .full, limits: ImageLimits = .standard) -> Result<[UInt8], Refusal> {
    let decoder = JPEGDecoder(limits: limits)
    var frame = Frame()
    if let reason = decoder.decodeLuma(bytes.span, scale: scale, into: &frame) { return .failure(Refusal(reason)) }
    return .success(pixels(frame))
}

/// Why a picture was refused, as an error for `Result`.
struct Refusal: Error, Equatable {
    let reason: SkipReason
    init(_ reason: SkipReason) { self.reason = reason }
}

func pixels(_ frame: borrowing Frame) -> [UInt8] {
    let span = frame.pixels
    return span.indices.map { span[$0] }
}

/// Why a picture is refused; nil when it is not.
func refusal(_ bytes: [UInt8], limits: ImageLimits = .standard) -> SkipReason? {
    if case .failure(let refusal) = luma(bytes, limits: limits) { refusal.reason } else { nil }
}

/// A grey JPEG picture; `shift` moves its pattern, so that pictures differ.
func greyPicture(_ width: Int, _ height: Int, shift: Int = 0) -> [UInt8] {
    let pixels = (0..<width * height).map { i in
        UInt8(truncatingIfNeeded: 60 + ((i % width + shift) / 8 * 37 + (i / width) / 8 * 91) % 150)
    }
    return JPEGEncoder(quality: 85).encode(grey: pixels.span, size: PixelSize(width: width, height: height))
}

/// A noisy picture in colour as JPEG; large amplitudes clip.
func noisy(_ width: Int, _ height: Int, _ encoder: JPEGEncoder, amplitude: Int) -> [UInt8] {
    var random = SeededRandom(seed: UInt64(width * height + amplitude))
    let size = PixelSize(width: width, height: height)
    let bytes = (0..<3 * size.count).map { i in
        let wave = 90 + (i / 3 % width) / 4 * 13 % 80
        return UInt8(clamping: wave + Int.random(in: -amplitude / 2...amplitude / 2, using: &random))
    }
    return encoder.encode(RGBPicture(size: size, bytes: bytes))
}

/// A directory of its own that goes away with its owner.
final class Scratch {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("wayside-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file; folders on its way are made.
    func write(_ bytes: [UInt8], to name: String) throws {
        let url = URL(fileURLWithPath: path).appendingPathComponent(name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }

    /// A recording of this directory at ten pictures per second.
    func recording(masks: [Polygon] = []) -> Recording {
        var camera = CameraSettings(id: "test")
        camera.masks = masks
        return Recording(directory: path, title: "test", pace: .rate(10), start: .recordingDefault, camera: camera)
    }
}
