internal import Crypto
internal import Foundation
internal import StrictYAML

/// A model whose card was read and whose files are what the card says.
package struct StoredModel: Sendable {
    /// The name it is kept and asked for under.
    package let name: String
    package let card: ModelCard
    /// Its files, in the order of the card.
    package let paths: [String]

    /// Most bytes of one file; the largest detectors for CPUs have a tenth of it.
    static let mostBytes = 1 << 30

    /// Reads the card and proves each file beside it by its hash. Reads every byte of them: about 5 ms per 10 MB.
    ///
    /// The runtime reads the files again by their names, so whoever can write to the directory can still exchange them;
    /// it should belong to whoever runs Wayside, or to the administrator.
    package init(name: String, directory: String, card: String) throws(ModelError) {
        self.name = name
        do throws(Diagnostics) { self.card = try ModelCardReader.read(file: card) } catch { throw .card(error) }
        var paths: [String] = []
        for file in self.card.files {
            let path = directory + "/" + file.name
            try StoredModel.prove(path, file)
            paths.append(path)
        }
        self.paths = paths
    }

    private static func prove(_ path: String, _ file: ModelCard.File) throws(ModelError) {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw .problem(
                .missing, what: "no such file, or it cannot be read", place: path,
                mend: "put \(file.name) there")
        }
        defer { try? handle.close() }
        guard let found = hash(handle) else {
            throw .problem(
                .unfit, what: "not a file of at most \(mostBytes >> 30) GiB that can be read", place: path,
                mend: "check that it is the model")
        }
        guard found == file.sha256 else {
            throw .problem(
                .unfit, what: "not the file of the card: its SHA-256 is \(found), the card has \(file.sha256)",
                place: path,
                mend: "get the right file, or correct the card if you trust this one")
        }
    }

    private static func hash(_ handle: FileHandle) -> String? {
        var hash = SHA256(), count = 0
        do {
            while let part = try handle.read(upToCount: 1 << 20), !part.isEmpty {
                count += part.count
                if count > mostBytes { return nil }
                hash.update(data: part)
            }
        } catch { return nil }
        let digits = Array("0123456789abcdef")
        return String(hash.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
