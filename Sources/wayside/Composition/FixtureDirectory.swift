import Foundation

/// A fixture that is being written. The pictures get their final name when all of them are there, so that a fixture is
/// never half written under a name that a replay would read.
struct FixtureDirectory {
    let path: String

    /// Makes the directory when it is missing.
    init(_ path: String) throws {
        self.path = path
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw Failure(.cannotCreate, "cannot make the directory", at: path, mend: "check the path and its rights")
        }
    }

    /// Writes a text file as a whole.
    func write(_ name: String, _ text: String) throws {
        let file = path + "/" + name
        do { try Data(text.utf8).write(to: URL(fileURLWithPath: file), options: .atomic) } catch {
            throw Failure(.cannotCreate, "cannot write", at: file, mend: "check the directory's rights and room")
        }
    }

    /// Opens `frames.mjpeg` for writing.
    func openStream() throws -> PictureStream { try PictureStream(path + "/frames.mjpeg") }
}

/// JPEG images one after another in one file.
struct PictureStream {
    private let path: String
    private let handle: FileHandle
    private(set) var bytesWritten = 0

    init(_ path: String) throws {
        self.path = path
        let partial = path + ".partial"
        guard FileManager.default.createFile(atPath: partial, contents: nil),
            let handle = FileHandle(forWritingAtPath: partial)
        else {
            throw Failure(.cannotCreate, "cannot write", at: partial, mend: "check the directory's rights and room")
        }
        self.handle = handle
    }

    /// Appends one image.
    mutating func append(_ bytes: [UInt8]) throws {
        do { try handle.write(contentsOf: Data(bytes)) } catch {
            throw Failure(.io, "writing failed after \(bytesWritten) bytes", at: path, mend: "make room on the disk")
        }
        bytesWritten += bytes.count
    }

    /// Closes the file and gives it its name, taking the place of an older one.
    mutating func finish() throws {
        do {
            try handle.close()
            if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
            try FileManager.default.moveItem(atPath: path + ".partial", toPath: path)
        } catch {
            throw Failure(.io, "cannot finish the file", at: path, mend: "check the directory's rights and room")
        }
    }
}
