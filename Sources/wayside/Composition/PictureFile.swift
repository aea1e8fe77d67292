import Base
import Capture
import Foundation

/// A picture of a file, for trying something on it.
enum PictureFile {
    /// Decodes a JPEG file in colour.
    /// - Throws: `Failure` when it is missing, too large or no picture.
    static func read(_ path: String) throws -> RGBPicture {
        let most = ImageLimits.standard.maxBytes
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw Failure(.noInput, "no such picture, or it cannot be read", at: path, mend: "check the path")
        }
        defer { try? handle.close() }
        let bytes = Array((try? handle.read(upToCount: most)) ?? Data())
        switch JPEGDecoder().decodeColour(bytes.span) {
        case .picture(let picture): return picture
        case .skipped(let reason):
            throw Failure(
                .data, "not a picture that can be used: \(reason.rawValue)", at: path, mend: "give a JPEG file")
        }
    }

    /// A plain grey picture.
    static func grey(_ size: PixelSize) -> RGBPicture {
        RGBPicture(size: size, bytes: [UInt8](repeating: 114, count: 3 * size.count))
    }
}
