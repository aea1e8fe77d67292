import Base
import CBench
import Capture
import Settings
import StrictYAML

/// A rendered recording with all its bytes in memory, for the limit, and on the disk, for the pipeline.
struct BenchRecording {
    let name: String
    let recording: Recording
    let size: PixelSize
    let scale: WorkingScale
    let bytes: [UInt8]
    let offsets: [Int]
    let counts: [Int]

    init(directory: String, name: String) throws {
        self.name = name
        var recording = try FixtureReader.read(directory: directory + "/" + name)
        // A mask in a corner, so that masking is paid for.
        recording.camera.masks = [Polygon([Point(0, 0), Point(0.15, 0), Point(0.1, 0.2), Point(0, 0.2)])]
        self.recording = recording
        let source = try RecordedFrameSource(recording)
        (size, scale) = (source.pictureSize, source.scale)
        var bytes: [UInt8] = [], offsets: [Int] = [], counts: [Int] = []
        for sequence in 0..<source.images.count {
            guard let image = source.images.bytes(of: sequence) else { continue }
            offsets.append(bytes.count)
            counts.append(image.count)
            bytes += image
        }
        (self.bytes, self.offsets, self.counts) = (bytes, offsets, counts)
    }

    var pictures: Int { counts.count }
    var bitsPerPixel: Double { Double(bytes.count) * 8 / Double(pictures * size.count) }

    /// Nanoseconds of CPU that libjpeg-turbo alone needs for the luma of all pictures, at the scale of the pipeline.
    func limit() -> Int64 { limit(scale) }

    func limit(_ scale: WorkingScale) -> Int64 {
        let start = cbench_cpu_ns()
        let sum = cbench_luma_limit(bytes, offsets, counts, Int32(pictures), Int32(scale.rawValue))
        precondition(sum != 1, "the sum is used")
        return cbench_cpu_ns() - start
    }
}
