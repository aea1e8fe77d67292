import Foundation

/// A recording that all programs read.
struct PeerRecording {
    let directory: String
    var pictures = 0
    var bytes = 0
    var width = 0
    var height = 0

    /// Such as `1920x1080-422-noisy`.
    var name: String { URL(fileURLWithPath: directory).lastPathComponent }
    var frames: String { directory + "/frames.mjpeg" }
    private var parts: [String] { name.split(separator: "-").map(String.init) }
    /// Size in words.
    var size: String { "\(width) x \(height)" }
    /// `4:2:2` or `4:2:0`.
    var chroma: String { parts.count > 1 ? parts[1].map(String.init).joined(separator: ":") : "" }
    /// `noisy` or `soft`.
    var kind: String { parts.last ?? "" }
    var bitsPerPixel: Double { Double(bytes) * 8 / Double(max(1, pictures * width * height)) }

    /// All recordings of a directory, 4:2:2 as webcams send first, and the largest pictures first.
    static func all(in directory: String) throws -> [PeerRecording] {
        let names = try FileManager.default.contentsOfDirectory(atPath: directory).filter {
            FileManager.default.fileExists(atPath: "\(directory)/\($0)/fixture.yaml") && !$0.hasSuffix(".part")
        }
        if names.isEmpty { throw Problem("no recordings in \(directory)") }
        let width = { (name: String) in Int(name.prefix { $0 != "x" }) ?? 0 }
        // Noisy before soft.
        let order = { (name: String) in (name.contains("-422-") ? 0 : 1, -width(name), name) }
        return names.sorted { order($0) < order($1) }.map { PeerRecording(directory: directory + "/" + $0) }
    }
}
