import Base
import Capture
import Foundation

/// The images that mutations begin from: files, and pictures made here.
struct Seeds: Sendable {
    /// Below this many bytes an image is cheap.
    static let smallBytes = 3000

    let small: [[UInt8]]
    let large: [[UInt8]]

    /// Reads `*.jpg` of folders in the order of their names, and makes the others. Throws what reading throws.
    init(folders: [String]) throws {
        var images: [[UInt8]] = []
        for folder in folders {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            for name in names where name.hasSuffix(".jpg") {
                images.append([UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))))
            }
        }
        images += Self.made()
        small = images.filter { $0.count < Self.smallBytes }
        large = images.filter { $0.count >= Self.smallBytes }
    }

    /// An image; four of five are small.
    func image(_ chance: inout Chance) -> [UInt8] { chance.pick(chance.once(in: 5) ? large : small) }

    /// Pictures of all chroma forms and qualities. Those above 6 KB are scanned in three walks at once.
    private static func made() -> [[UInt8]] {
        let sizes = [(8, 8), (16, 16), (17, 9), (33, 50), (64, 48), (96, 64), (160, 120), (320, 240)]
        let qualities = [5, 25, 50, 75, 90, 95, 100]
        var images: [[UInt8]] = []
        for (i, size) in sizes.enumerated() {
            for (j, quality) in qualities.enumerated() {
                let size = PixelSize(width: size.0, height: size.1)
                // Noise that clips gives the longest codes; little of it gives long runs of zeros.
                let amplitude = [4, 40, 400][(i + j) % 3]
                for chroma in JPEGEncoder.Chroma.allCases {
                    let encoder = JPEGEncoder(quality: quality, chroma: chroma)
                    images.append(encoder.encode(RGBPicture(size: size, bytes: noise(3, size, amplitude))))
                }
                let grey = noise(1, size, amplitude)
                images.append(JPEGEncoder(quality: quality).encode(grey: grey.span, size: size))
            }
        }
        return images.filter { $0.count <= 40_000 }
    }

    private static func noise(_ channels: Int, _ size: PixelSize, _ amplitude: Int) -> [UInt8] {
        var chance = Chance(seed: UInt64(size.width * amplitude + channels), number: size.height)
        return (0..<channels * size.count).map { i in
            let wave = 90 + (i / channels % size.width) / 5 * 17 % 90 + i / channels / size.width / 7 * 29 % 60
            return UInt8(clamping: wave + chance.below(amplitude + 1) - amplitude / 2)
        }
    }
}
