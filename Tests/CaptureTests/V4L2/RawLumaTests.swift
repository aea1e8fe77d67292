import Base
import Capture
import Testing
import WaysideTestSupport

@Suite struct `Luma of raw pictures` {
    @Test(arguments: WorkingScale.allCases, [1, 2])
    func `every sample counts in its block, at odd sizes and strides too`(scale: WorkingScale, step: Int) {
        var random = SeededRandom(seed: 11)
        for (width, height) in [(1, 1), (7, 5), (8, 8), (9, 17), (64, 48), (33, 31), (2, 40), (641, 3)] {
            for padding in [0, 1, 13] {
                let stride = width * step + padding
                let bytes = (0..<stride * height).map { _ in UInt8.random(in: 0...255, using: &random) }
                let layout = step == 1 ? PixelLayout.planar(stride: stride) : .packedEven(stride: stride)
                let size = PixelSize(width: width, height: height)
                var frame = Frame()
                #expect(RawLuma.read(bytes.span, layout, size: size, scale: scale, into: &frame) == nil)
                #expect(frame.copy == reference(bytes, step, stride, size, scale.rawValue), "\(size) \(stride)")
            }
        }
    }

    @Test func `a mean is rounded, half upwards`() {
        for (samples, mean) in [([0, 0, 0, 1], 0), ([0, 0, 1, 1], 1), ([255, 255, 255, 254], 255)] as [([UInt8], UInt8)]
        {
            var frame = Frame()
            let size = PixelSize(width: 2, height: 2)
            #expect(RawLuma.read(samples.span, .planar(stride: 2), size: size, scale: .half, into: &frame) == nil)
            #expect(frame.copy == [mean])
        }
    }

    @Test func `one byte less than the last luma sample is truncated`() {
        let size = PixelSize(width: 6, height: 4)
        var frame = Frame()
        for (layout, needed) in [(PixelLayout.planar(stride: 8), 30), (.packedEven(stride: 12), 47)] {
            let bytes = [UInt8](repeating: 1, count: needed)
            #expect(RawLuma.read(bytes.span, layout, size: size, scale: .half, into: &frame) == nil)
            let short = [UInt8](repeating: 1, count: needed - 1)
            #expect(RawLuma.read(short.span, layout, size: size, scale: .half, into: &frame) == .truncated)
        }
        let none: [UInt8] = [], one: [UInt8] = [1]
        #expect(RawLuma.read(none.span, .planar(stride: 8), size: size, scale: .half, into: &frame) == .empty)
        #expect(RawLuma.read(one.span, .jpeg, size: size, scale: .half, into: &frame) == .unsupported)
    }

    @Test(arguments: WorkingScale.allCases)
    func `a plane that was kept gives the frame that the picture gave`(scale: WorkingScale) {
        var random = SeededRandom(seed: 5)
        let size = PixelSize(width: 101, height: 37), stride = 210
        let bytes = (0..<stride * 37).map { _ in UInt8.random(in: 0...255, using: &random) }
        var live = Frame(), replayed = Frame(), plane: [UInt8] = [9]
        #expect(RawLuma.read(bytes.span, .packedEven(stride: stride), size: size, scale: scale, into: &live) == nil)
        RawLuma.appendPlane(bytes.span, .packedEven(stride: stride), size: size, to: &plane)
        #expect(plane.count == 1 + size.count && plane[0] == 9, "what was there stays")
        let kept = Array(plane.dropFirst())
        #expect(RawLuma.read(kept.span, .planar(stride: 101), size: size, scale: scale, into: &replayed) == nil)
        #expect(live.copy == replayed.copy)
    }

    /// The definition, sample by sample.
    private func reference(_ bytes: [UInt8], _ step: Int, _ stride: Int, _ size: PixelSize, _ block: Int) -> [UInt8] {
        var result: [UInt8] = []
        for top in Swift.stride(from: 0, to: size.height, by: block) {
            for left in Swift.stride(from: 0, to: size.width, by: block) {
                var sum = 0, count = 0
                for y in top..<min(top + block, size.height) {
                    for x in left..<min(left + block, size.width) {
                        sum += Int(bytes[y * stride + x * step])
                        count += 1
                    }
                }
                result.append(UInt8((sum + count / 2) / count))
            }
        }
        return result
    }
}

extension Frame {
    /// The samples as an array.
    fileprivate var copy: [UInt8] { pixels.indices.map { pixels[$0] } }
}
