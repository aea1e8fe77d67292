public import Base
import Capture
import Foundation

/// A tiny recording for tests: a dark block walks from left to right over a textured ground, at 10 pictures per second,
/// 320 x 240. The first two seconds are empty. It crosses the line `gate` once and then stands in the zone `bay` once.
public struct BlockFixture {
    public static let size = PixelSize(width: 320, height: 240)
    public static let pictureCount = 110

    /// The camera of the recording, as `fixture.yaml` says it.
    public static let yaml = """
        fixture: 1
        title: A block walks through
        rate: 10
        start: 2026-05-04T14:00:00Z
        camera:
          id: dock
          purpose: Keep the bay clear
          places:
            - {id: gate, line: [[0.4, 1.0], [0.4, 0.0]]}
            - {id: bay, zone: [[0.55, 0.2], [1.0, 0.2], [1.0, 1.0], [0.55, 1.0]]}
          rules:
            - {behaviour: line-crossed, place: gate, direction: any}
            - {behaviour: zone-entered, place: bay}
            - {behaviour: loitering, place: bay, after: 2s}
            - {behaviour: exit-blocked, place: bay, after: 1h}
          calibration: {ground: [[0.0, 1.0], [1.0, 1.0], [0.8, 0.2], [0.2, 0.2]], size: [6.0, 10.0]}

        """

    public let directory: String

    /// Writes the recording into a new temporary directory.
    public init(yaml: String = BlockFixture.yaml) throws {
        directory = NSTemporaryDirectory() + "wayside-test-\(ProcessInfo.processInfo.globallyUniqueString)"
        try FileManager.default.createDirectory(atPath: directory + "/frames", withIntermediateDirectories: true)
        try write(yaml: yaml)
        let encoder = JPEGEncoder(quality: 90)
        for index in 0..<Self.pictureCount {
            try write(encoder.encode(grey: Self.picture(index).span, size: Self.size), picture: index)
        }
    }

    /// Takes the recording away again.
    public func remove() { try? FileManager.default.removeItem(atPath: directory) }

    /// Path of a picture.
    public func path(ofPicture index: Int) -> String {
        let number = String(index)
        return directory + "/frames/" + String(repeating: "0", count: 6 - number.count) + number + ".jpg"
    }

    /// Puts another text in the place of `fixture.yaml`.
    public func write(yaml: String) throws {
        try Data(yaml.utf8).write(to: URL(fileURLWithPath: directory + "/fixture.yaml"))
    }

    /// Puts other bytes in the place of a picture.
    public func write(_ bytes: [UInt8], picture index: Int) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path(ofPicture: index)))
    }

    /// Where the block is in a picture, in pixels; nil while it is not there.
    public static func block(_ index: Int) -> (x: Int, y: Int, width: Int, height: Int)? {
        index < 20 ? nil : (x: min(4 + (index - 20) * 4, 250), y: 100, width: 28, height: 70)
    }

    /// Luma of a picture, row by row.
    public static func picture(_ index: Int) -> [UInt8] {
        var noise = SeededRandom(seed: 5)
        var pixels = (0..<size.count).map { i in
            UInt8(120 + (i % size.width) / 8 + Int(UInt64.random(in: 0..<24, using: &noise)))
        }
        guard let block = block(index) else { return pixels }
        for y in block.y..<block.y + block.height {
            for x in block.x..<block.x + block.width { pixels[y * size.width + x] = UInt8(30 + (y * 7 + x * 3) % 24) }
        }
        return pixels
    }
}
