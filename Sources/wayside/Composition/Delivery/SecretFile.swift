import Foundation
import Glibc

/// Reads files that hold a password or a key. What is in them is given to whoever asks and shown nowhere.
enum SecretFile {
    /// Bytes that a secret may have.
    static let most = 4096

    /// The secret's text without the line feed at its end.
    /// - Parameter path: `$CREDENTIALS_DIRECTORY/name` is looked for where the service manager has put it.
    /// - Throws: `Failure` when the file is missing (66), or can be read by others than its owner, or is empty or too long (78).
    static func read(_ path: String, _ environment: [String: String] = ProcessInfo.processInfo.environment) throws
        -> String
    {
        let place = try resolved(path, environment)
        let descriptor = unsafe open(place, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else {
            throw Failure(
                .noInput, "this secret cannot be read", at: place, mend: "make the file, readable by its owner alone")
        }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Failure(.configuration, "this secret is no file", at: place, mend: "name a file")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw Failure(
                .configuration, "this secret can be read by others than its owner", at: place,
                mend: "run: chmod 600 \(place)")
        }
        var bytes = [UInt8](repeating: 0, count: most + 1)
        let count = unsafe Glibc.read(descriptor, &bytes, bytes.count)
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        let secret = text.hasSuffix("\n") ? String(text.dropLast()) : text
        guard count <= most, !secret.isEmpty, !secret.contains("\n") else {
            throw Failure(
                .configuration, "this is not one line of text", at: place, mend: "write the secret and nothing else")
        }
        return secret
    }

    private static func resolved(_ path: String, _ environment: [String: String]) throws -> String {
        let prefix = "$CREDENTIALS_DIRECTORY/"
        guard path.hasPrefix(prefix) else { return path }
        guard let directory = environment["CREDENTIALS_DIRECTORY"] else {
            throw Failure(
                .configuration, "the service manager has handed over no credentials", at: path,
                mend: "add LoadCredential= to the unit, or name a file")
        }
        return directory + "/" + path.dropFirst(prefix.count)
    }
}
