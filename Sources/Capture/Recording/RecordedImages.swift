public import Base

/// The images of a recording, as bytes, by their number.
///
/// Four forms are read: a directory `frames` of `*.jpg`, one file `frames.mjpeg`, JPEG files in the directory itself, or one
/// file `frames.pgm` of grey planes, which is what a camera without JPEG is recorded to.
/// Files come in bytewise order of their names. Only names or offsets are held in memory.
public struct RecordedImages: Sendable {
    private enum Storage {
        case files(directory: String, names: [String])
        case stream(MJPEGFile)
        case planes(GreyPlaneFile)
    }

    private let storage: Storage

    /// Opens the images of a directory. Lists the names, or walks the markers of the whole `frames.mjpeg` once.
    /// - Throws: `CaptureError` when the directory cannot be read, holds both forms, or holds no images.
    public init(directory: String) throws(CaptureError) {
        guard let names = namesInDirectory(directory) else {
            throw CaptureError(
                what: "cannot read the recording: \(lastSystemError())", place: directory,
                mend: "give a directory with frames/*.jpg, frames.mjpeg or JPEG files")
        }
        let forms = ["frames", "frames.mjpeg", "frames.pgm"].filter(names.contains)
        if forms.count > 1 {
            let words = forms.map { $0 == "frames" ? "frames/" : $0 }.joined(separator: " and ")
            throw CaptureError(what: "both \(words)", place: directory, mend: "keep one of them")
        }
        switch forms.first {
        case "frames.mjpeg": storage = .stream(try MJPEGFile(path: directory + "/frames.mjpeg"))
        case "frames.pgm": storage = .planes(try GreyPlaneFile(path: directory + "/frames.pgm"))
        case "frames": storage = try RecordedImages.files(in: directory + "/frames")
        default: storage = try RecordedImages.files(in: directory)
        }
    }

    private static func files(in directory: String) throws(CaptureError) -> Storage {
        guard let names = namesInDirectory(directory) else {
            throw CaptureError(
                what: "cannot read the frames: \(lastSystemError())", place: directory, mend: "check the access rights")
        }
        let images = names.filter(isJPEGName)
        if images.isEmpty {
            throw CaptureError(
                what: "no JPEG files", place: directory, mend: "put the pictures there as *.jpg, or give frames.mjpeg")
        }
        return .files(directory: directory, names: images)
    }

    /// How many images there are, bad ones included.
    public var count: Int {
        switch storage {
        case .files(_, let names): names.count
        case .stream(let file): file.index.entries.count
        case .planes(let file): file.count
        }
    }

    /// Whether the images are grey planes (binary PGM) and not JPEG.
    public var areGreyPlanes: Bool { if case .planes = storage { true } else { false } }

    /// Bytes of a `frames.mjpeg` or `frames.pgm` that belong to no image; 0 for files.
    public var strayBytes: Int {
        switch storage {
        case .files: 0
        case .stream(let file): file.index.strayBytes
        case .planes(let file): file.strayBytes
        }
    }

    /// Where an image lies, for messages: its file, or the stream and its number from 1.
    public func place(of sequence: Int) -> String {
        switch storage {
        case .files(let directory, let names): directory + "/" + names[sequence]
        case .stream(let file): "\(file.path), image \(sequence + 1)"
        case .planes(let file): "\(file.path), image \(sequence + 1)"
        }
    }

    /// Reads image `sequence` (0..<count) into `buffer`, which keeps its storage.
    /// - Returns: nil when it was read; otherwise why not. An image above `maxBytes` is not read at all.
    public func read(_ sequence: Int, maxBytes: Int, into buffer: inout [UInt8]) -> SkipReason? {
        switch storage {
        case .files(let directory, let names):
            guard let file = ReadableFile(path: directory + "/" + names[sequence]) else { return .unreadable }
            guard let size = file.regularSize else { return .unreadable }
            if size > maxBytes { return .tooManyBytes }
            return file.read(at: 0, count: size, into: &buffer) ? nil : .unreadable
        case .stream(let file):
            let entry = file.index.entries[sequence]
            if entry.count > maxBytes { return .tooManyBytes }
            return file.file.read(at: entry.offset, count: entry.count, into: &buffer) ? nil : .unreadable
        case .planes(let file):
            if file.imageBytes > maxBytes { return .tooManyBytes }
            return file.file.read(at: sequence * file.imageBytes, count: file.imageBytes, into: &buffer)
                ? nil : .unreadable
        }
    }

    /// The bytes of image `sequence` (0..<count), unchanged; nil when it cannot be read or is above the standard limit.
    public func bytes(of sequence: Int) -> [UInt8]? {
        var buffer: [UInt8] = []
        return read(sequence, maxBytes: ImageLimits.standard.maxBytes, into: &buffer) == nil ? buffer : nil
    }
}

/// Whether a file name ends as JPEG files do, in either case of letters.
private func isJPEGName(_ name: String) -> Bool {
    let lower = name.lowercased()
    return lower.hasSuffix(".jpg") || lower.hasSuffix(".jpeg")
}

/// An open `frames.mjpeg` with the index of its images.
private final class MJPEGFile: Sendable {
    let path: String
    let file: ReadableFile
    let index: MJPEGIndex

    /// Bytes read at once while indexing.
    private static let chunk = 256 * 1024

    init(path: String) throws(CaptureError) {
        guard let file = ReadableFile(path: path) else {
            throw CaptureError(
                what: "cannot read the stream: \(lastSystemError())", place: path, mend: "check its access rights")
        }
        guard let size = file.regularSize else {
            throw CaptureError(
                what: "the stream is not a regular file", place: path,
                mend: "give JPEG images one after another in a file")
        }
        self.path = path
        index = try MJPEGFile.index(of: file, size: size, path: path)
        self.file = file
    }

    private static func index(of file: borrowing ReadableFile, size: Int, path: String) throws(CaptureError)
        -> MJPEGIndex
    {
        var index = MJPEGIndex()
        var buffer: [UInt8] = []
        var offset = 0
        while offset < size {
            guard file.read(at: offset, count: min(chunk, size - offset), into: &buffer) else {
                throw CaptureError(
                    what: "cannot read the stream: \(lastSystemError())", place: path, mend: "check the disk")
            }
            if buffer.isEmpty { break }  // the file became shorter
            index.feed(buffer.span)
            offset += buffer.count
        }
        index.finish()
        if index.entries.isEmpty {
            throw CaptureError(
                what: "no JPEG image in the stream", place: path, mend: "give JPEG images one after another")
        }
        return index
    }
}
