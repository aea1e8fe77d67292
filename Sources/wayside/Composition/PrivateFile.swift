import Foundation
import Ledger

/// Notes and pictures between files and the ledger.
enum PrivateFile {
    /// A note from the command line.
    static func note(_ text: String) throws -> PrivateItem {
        do throws(ContentRefusal) { return try PrivateItem(note: text) } catch {
            throw Failure(.usage, error.description, at: "--reason", mend: "say in plain words what makes you say so")
        }
    }

    /// A picture from a file.
    static func attachment(_ path: String) throws -> PrivateItem {
        let most = PrivateMedia.jpeg.most
        guard let file = FileHandle(forReadingAtPath: path), let data = try? file.read(upToCount: most + 1) else {
            throw Failure(.noInput, "cannot be read", at: path, mend: "give a JPEG or PNG file")
        }
        do throws(ContentRefusal) { return try PrivateItem(attachment: [UInt8](data)) } catch {
            throw Failure(.data, error.description, at: path, mend: "give a JPEG or PNG file of at most 8 MiB")
        }
    }

    /// Makes a directory for its owner alone, when it is missing.
    static func prepare(_ directory: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch { throw Failure(.cannotCreate, "cannot make the directory", at: directory, mend: "check its parent") }
    }

    /// Writes one piece, readable by its owner alone.
    /// - Returns: the path.
    static func write(_ item: PrivateItem, number: Int, of entry: Int64, to directory: String) throws -> String {
        let ending =
            switch item.media {
            case .text: "txt"
            case .jpeg: "jpg"
            case .png: "png"
            }
        let path = "\(directory)/entry-\(entry)-\(number).\(ending)"
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(item.bytes), attributes: [.posixPermissions: 0o600])
        else { throw Failure(.cannotCreate, "cannot be written", at: path, mend: "name another --out") }
        return path
    }
}
