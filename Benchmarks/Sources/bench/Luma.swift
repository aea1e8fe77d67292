import Base
import CBench
import Capture
import Settings
import Figures
import Foundation

extension Bench {
    /// Luma decoders side by side on the pictures of one recording, in this process and from memory: libjpeg-turbo as C
    /// uses it, and Wayside's. Prints lines of a name and values, for `peers`, and writes each picture's bytes to `counts`.
    static func luma(recording directory: String, counts: String, rounds: Int) throws {
        let url = URL(fileURLWithPath: directory)
        let bench = try BenchRecording(
            directory: url.deletingLastPathComponent().path, name: url.lastPathComponent)
        try bench.counts.map { "\($0)\n" }.joined().write(toFile: counts, atomically: true, encoding: .utf8)
        print("pictures", bench.pictures)
        print("bytes", bench.bytes.count)
        print("size", bench.size.width, bench.size.height)
        for scale in [WorkingScale.eighth, .quarter] {
            var limits: [Double] = [], ours: [Double] = []
            for _ in 0..<rounds {
                limits.append(Double(bench.limit(scale)) / Double(bench.pictures) / 1000)
                ours.append(Double(bench.luma(scale)) / Double(bench.pictures) / 1000)
            }
            print("limit\(scale.rawValue)", limits.map { fixed($0, 3) }.joined(separator: " "))
            print("luma\(scale.rawValue)", ours.map { fixed($0, 3) }.joined(separator: " "))
            let difference = bench.difference(scale)
            print("identical\(scale.rawValue)", difference.identical)
            print("rms\(scale.rawValue)", fixed(difference.worst, 3))
        }
    }
}

extension BenchRecording {
    /// Nanoseconds of CPU that Wayside's decoder needs for the luma of all pictures.
    func luma(_ scale: WorkingScale) -> Int64 {
        let decoder = JPEGDecoder()
        var frame = Frame()
        let start = cbench_cpu_ns()
        for i in 0..<pictures {
            let reason = decoder.decodeLuma(bytes.span.extracting(range(of: i)), scale: scale, into: &frame)
            precondition(reason == nil, "the pictures are whole")
        }
        return cbench_cpu_ns() - start
    }

    /// How many pictures both decoders make the same, and the greatest root mean square of a picture's difference.
    func difference(_ scale: WorkingScale) -> (identical: Int, worst: Double) {
        let decoder = JPEGDecoder()
        var frame = Frame(), identical = 0, worst = 0.0
        var plane = [UInt8](repeating: 0, count: scale.size(of: size).count)
        for i in 0..<pictures {
            _ = decoder.decodeLuma(bytes.span.extracting(range(of: i)), scale: scale, into: &frame)
            bytes.withUnsafeBufferPointer {
                cbench_luma($0.baseAddress! + offsets[i], counts[i], Int32(scale.rawValue), &plane)
            }
            var sum = 0
            let pixels = frame.pixels
            for k in 0..<plane.count {
                let step = Int(plane[k]) - Int(pixels[k])
                sum += step * step
            }
            if sum == 0 { identical += 1 }
            worst = max(worst, (Double(sum) / Double(plane.count)).squareRoot())
        }
        return (identical, worst)
    }

    private func range(of picture: Int) -> Range<Int> { offsets[picture]..<offsets[picture] + counts[picture] }
}
