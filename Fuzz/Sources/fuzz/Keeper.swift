import Foundation
import Synchronization

/// Keeps the bytes of the first images of each kind of difference.
final class Keeper: Sendable {
    private static let mostOfAKind = 10

    private let folder: String
    /// How many of each kind there are. Workers note differences at any time; the lock is held to count.
    private let kept = Mutex<[Difference: Int]>([:])

    init(folder: String) { self.folder = folder }

    func keep(_ bytes: [UInt8], _ number: Int, _ difference: Difference) {
        let isFirst = kept.withLock { kept in
            kept[difference, default: 0] += 1
            return kept[difference, default: 0] <= Self.mostOfAKind
        }
        if isFirst { write(bytes, "\(difference)-\(number).jpg") }
        if !difference.isExplained { say("mutation \(number): \(difference.rawValue)") }
    }

    func write(_ bytes: [UInt8], _ name: String) {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
        } catch {
            say("cannot keep \(folder)/\(name): \(error.localizedDescription)")
        }
    }
}

/// Says something on stderr.
func say(_ words: String) { FileHandle.standardError.write(Data("fuzz: \(words)\n".utf8)) }
