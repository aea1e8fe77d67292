public import Base

/// One grey picture as binary PGM (Netpbm, "P5", 8 bit): the luma plane of a camera that does not give JPEG, byte for byte,
/// so that a replay sees what the live run saw.
public enum GreyPlane {
    /// The header before the samples, in the one form that is written and read here.
    static func header(_ size: PixelSize) -> [UInt8] { Array("P5\n\(size.width) \(size.height)\n255\n".utf8) }

    /// Size in pixels by the header; nil when it has another form.
    public static func size(of bytes: Span<UInt8>) -> PixelSize? {
        var text: [UInt8] = []
        var lines = 0
        for i in 0..<min(bytes.count, 32) {
            text.append(bytes[i])
            if bytes[i] == UInt8(ascii: "\n") { lines += 1 }
            if lines == 3 { break }
        }
        let fields = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard lines == 3, fields.count == 4, fields[0] == "P5", fields[3] == "255",
            let width = Int(fields[1]), let height = Int(fields[2]), (1...65_535).contains(width),
            (1...65_535).contains(height)
        else { return nil }
        let size = PixelSize(width: width, height: height)
        return header(size) == text ? size : nil
    }

    /// Reads a picture into a frame at a scale, by the same means as a live camera's bytes.
    /// - Returns: nil when the frame is filled; otherwise why not.
    static func read(
        _ bytes: Span<UInt8>, expected: PixelSize, scale: WorkingScale, into frame: inout Frame
    ) -> SkipReason? {
        guard let size = size(of: bytes) else { return bytes.isEmpty ? .empty : .damaged }
        guard size == expected else { return .sizeChanged }
        let plane = bytes.extracting(header(size).count...)
        return RawLuma.read(plane, .planar(stride: size.width), size: size, scale: scale, into: &frame)
    }

    /// The picture in grey for a report, at a scale; nil when it cannot be read.
    public static func picture(_ bytes: Span<UInt8>, scale: WorkingScale) -> RGBPicture? {
        var frame = Frame()
        guard let size = size(of: bytes), read(bytes, expected: size, scale: scale, into: &frame) == nil else {
            return nil
        }
        return RGBPicture(grey: frame)
    }
}

/// An open `frames.pgm`: pictures of one size one after another.
final class GreyPlaneFile: Sendable {
    let path: String
    let file: ReadableFile
    /// Bytes of one picture with its header.
    let imageBytes: Int
    let count: Int
    /// Bytes after the last whole picture: the recording was cut off there.
    let strayBytes: Int

    init(path: String) throws(CaptureError) {
        guard let file = ReadableFile(path: path), let length = file.regularSize else {
            throw CaptureError(
                what: "cannot read the pictures: \(lastSystemError())", place: path, mend: "check its access rights")
        }
        var start: [UInt8] = []
        guard file.read(at: 0, count: min(length, 32), into: &start), let size = GreyPlane.size(of: start.span) else {
            throw CaptureError(
                what: "not a binary PGM picture", place: path,
                mend: "give what `wayside record` wrote: P5, width, height and 255 on three lines, then the samples")
        }
        imageBytes = GreyPlane.header(size).count + size.count
        (count, strayBytes) = length.quotientAndRemainder(dividingBy: imageBytes)
        guard count > 0 else {
            throw CaptureError(what: "no whole picture in it", place: path, mend: "record again")
        }
        self.path = path
        self.file = file
    }
}
