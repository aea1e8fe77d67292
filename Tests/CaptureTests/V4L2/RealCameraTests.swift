import Base
import Capture
import Foundation
import Testing

/// Asks a real driver, where there is one: in the virtual machine (`make test-camera`) or with a webcam connected. vivid
/// offers every raw format, the simulated UVC camera JPEG.
@Suite(.serialized, .enabled(if: FileManager.default.fileExists(atPath: "/dev/video0"), "needs /dev/video0"))
struct `Real camera` {
    private static let path = "/dev/video0"

    @Test(arguments: PixelChoice.allCases, [PixelSize(width: 640, height: 480), PixelSize(width: 1280, height: 720)])
    func `sixty pictures come whole, in order and at the driver's times`(pixels: PixelChoice, size: PixelSize) throws {
        let device = try #require(DeviceList.all().first { $0.path == Self.path })
        #expect(device.fault == nil && !device.formats.isEmpty)
        var request = FormatRequest()
        (request.size, request.pixels) = (size, pixels)
        let names = device.formats.filter(\.isNative).map(\.fourcc.text)
        let name = pixels == .mjpeg ? "MJPG" : pixels.rawValue.uppercased()
        guard pixels == .auto || names.contains(name) else {
            #expect(throws: CameraFault.self) { _ = try V4L2Stream(path: Self.path, request: request) }
            return
        }
        var stream = try V4L2Stream(path: Self.path, request: request)
        let log = try take(60, of: &stream, size)
        print(device.card, stream.granted.words, stream.granted.differences, log)
        #expect(log.pictures == 60 && log.refused == 0)
        #expect(log.isInOrder && log.isDriverTime)
    }

    @Test func `opened and let go of, it leaves nothing behind`() throws {
        func descriptors() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }
        let before = try descriptors()
        for _ in 0..<5 {
            var stream = try V4L2Stream(path: Self.path, request: FormatRequest())
            #expect(try stream.next(timeout_ms: 5000) != nil)
        }
        #expect(try descriptors() == before)
    }

    @Test func `a second one who asks is told that it is busy`() throws {
        var stream = try V4L2Stream(path: Self.path, request: FormatRequest())
        #expect(try stream.next(timeout_ms: 5000) != nil)
        #expect {
            _ = try V4L2Stream(path: Self.path, request: FormatRequest())
        } throws: { ($0 as? CameraFault)?.reason == .busy }
    }

    /// What came of a run of pictures.
    private struct Log {
        var pictures = 0, refused = 0, gaps = 0, mostReady = 0, seconds = 0.0
        var isInOrder = true, isDriverTime = true
    }

    private func take(_ count: Int, of stream: inout V4L2Stream, _ size: PixelSize) throws -> Log {
        var log = Log(), last: CapturedBuffer?, first: UInt64 = 0
        let decoder = JPEGDecoder(), layout = stream.granted.layout, granted = stream.granted.size
        var frame = Frame()
        while log.pictures < count {
            let buffer = try #require(try stream.next(timeout_ms: 5000))
            let refusal = stream.withBytes { bytes in
                layout == .jpeg
                    ? decoder.decodeLuma(bytes, scale: .quarter, expected: granted, into: &frame)
                    : RawLuma.read(bytes, layout, size: granted, scale: .quarter, into: &frame)
            }
            try stream.release()
            if let last {
                log.isInOrder = log.isInOrder && buffer.time_ns > last.time_ns
                log.gaps += Int(buffer.sequence &- last.sequence) - 1
            } else {
                first = buffer.time_ns
            }
            log.isDriverTime = log.isDriverTime && buffer.isDriverTime
            log.mostReady = max(log.mostReady, buffer.ready)
            log.refused += refusal == nil ? 0 : 1
            log.pictures += 1
            log.seconds = Double(buffer.time_ns - first) / 1e9
            last = buffer
        }
        return log
    }
}
