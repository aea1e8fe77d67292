internal import Base
internal import Glibc

/// The files of a recording that is being written. What belongs to one picture is written wholly or taken back.
struct RecordingFiles: ~Copyable {
    /// Why nothing more can be written.
    struct Flaw: Error {
        let words: String
    }

    private let directory: String
    private var times: AppendedFile
    private var pictures: AppendedFile?

    /// Makes `fixture.yaml` and `frames.csv`.
    init(_ directory: String, _ title: String, _ cameraText: String, start: Timestamp) throws(Flaw) {
        var quoted = JSONText()
        quoted.string(title)
        let header = """
            fixture: 1
            title: \(quoted.text)
            times: frames.csv
            start: \(start.rfc3339Microseconds)
            camera:

            """
        var fixture = try AppendedFile(directory + "/fixture.yaml")
        try fixture.append(Array((header + cameraText).utf8).span)
        fixture.sync()
        var times = try AppendedFile(directory + "/frames.csv")
        try times.append(Array("sequence,seconds,gap\n".utf8).span)
        times.keep()
        self.times = times
        self.directory = directory
    }

    /// Makes the directory of a recording, 0700, or takes an empty one.
    static func prepare(_ directory: String) throws(CaptureError) {
        if unsafe mkdir(directory, 0o700) != 0, errno != EEXIST {
            throw CaptureError(
                what: "cannot make the directory: \(lastSystemError())", place: directory,
                mend: "check the path and its rights", kind: .output)
        }
        guard let names = namesInDirectory(directory), unsafe access(directory, W_OK) == 0 else {
            throw CaptureError(
                what: "cannot write there: \(lastSystemError())", place: directory, mend: "check its rights",
                kind: .output)
        }
        let taken = ["fixture.yaml", "frames.csv", "frames.mjpeg", "frames.pgm", "frames"]
        if let found = taken.first(where: names.contains) {
            throw CaptureError(
                what: "there is a recording already (\(found))", place: directory, mend: "give another directory",
                kind: .output)
        }
    }

    /// Appends a JPEG picture as the camera gave it.
    /// - Throws: also when it could not be told from its neighbours in one stream (another picture inside it).
    mutating func appendJPEG(_ bytes: Span<UInt8>) throws(Flaw) {
        var index = MJPEGIndex()
        index.feed(bytes)
        index.finish()
        guard index.entries.count == 1, index.entries[0].offset == 0 else {
            throw Flaw(words: "a picture cannot be told from its neighbours in one file")
        }
        try append(bytes, to: "frames.mjpeg")
    }

    /// Appends a picture to the file of this name, which every picture of the recording goes to.
    mutating func append(_ bytes: Span<UInt8>, to name: String) throws(Flaw) {
        if pictures == nil { pictures = try AppendedFile(directory + "/" + name) }
        guard pictures?.name == name else {
            throw Flaw(words: "the camera changed from one kind of picture to another")
        }
        try pictures?.append(bytes)
    }

    /// Appends a line to `frames.csv`; what was written before it stays now.
    mutating func line(_ text: String) throws(Flaw) {
        try times.append(Array(text.utf8).span)
        times.keep()
        pictures?.keep()
    }

    /// Undoes what was written since the last line.
    mutating func takeBack() {
        times.takeBack()
        pictures?.takeBack()
    }

    /// Brings everything to the disk.
    mutating func sync() {
        times.sync()
        pictures?.sync()
    }
}

/// A file that grows at its end, 0600.
private struct AppendedFile: ~Copyable {
    let name: String
    private let path: String
    private let descriptor: Int32
    private var length = 0
    private var kept = 0

    init(_ path: String) throws(RecordingFiles.Flaw) {
        let opened = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard opened >= 0 else { throw RecordingFiles.Flaw(words: "\(path): cannot be made: \(lastSystemError())") }
        (descriptor, self.path) = (opened, path)
        name = String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...])
    }

    deinit { close(descriptor) }

    mutating func append(_ bytes: Span<UInt8>) throws(RecordingFiles.Flaw) {
        var done = 0
        while done < bytes.count {
            let got = unsafe bytes.withUnsafeBytes { buffer in
                unsafe pwrite(
                    descriptor, buffer.baseAddress.map { unsafe $0 + done }, bytes.count - done, length + done)
            }
            if got < 0 && errno == EINTR { continue }
            guard got > 0 else { throw RecordingFiles.Flaw(words: "\(path): cannot be written: \(lastSystemError())") }
            done += got
        }
        length += done
    }

    mutating func keep() { kept = length }

    mutating func takeBack() {
        // Also what a failed write left behind the counted length.
        if ftruncate(descriptor, kept) == 0 { length = kept }
    }

    func sync() { _ = fdatasync(descriptor) }
}
