import Foundation

/// A text file of the repository.
struct TextFile: Sendable {
    /// Path from the repository's root, e.g. `Sources/Base/Frame.swift`.
    let path: String
    let text: String

    /// The module whose folder holds the file, for files under `Sources`.
    var module: String? {
        let parts = path.split(separator: "/")
        return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
    }
}

/// Something that breaks a house rule: where, and what.
struct Finding: Hashable, CustomStringConvertible {
    let place: String
    let what: String
    var description: String { "\(place): \(what)" }
}

/// The repository that the tests were built from.
enum Tree {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Folders that hold nothing written by hand.
    private static let skipped: Set<String> = [".build", ".git", "out", "state", "report", "frames", "Corpus"]

    /// Files below a folder of the root (the root itself by default) with one of these endings, in order of path.
    static func files(in folder: String = "", endings: [String]) -> [TextFile] {
        var found: [TextFile] = []
        visit(folder.isEmpty ? root : root.appendingPathComponent(folder)) { url in
            guard endings.contains(where: { url.lastPathComponent.hasSuffix($0) }),
                let text = try? String(contentsOf: url, encoding: .utf8)
            else { return }
            found.append(TextFile(path: String(url.path.dropFirst(root.path.count + 1)), text: text))
        }
        return found.sorted { $0.path < $1.path }
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
    }

    static func text(_ path: String) -> String? {
        try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// Names of what is in a folder, in order.
    static func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(folder).path)) ?? [])
            .sorted()
    }

    /// Names of the folders in a folder, in order.
    static func folders(in folder: String) -> [String] {
        names(in: folder).filter { isFolder(root.appendingPathComponent(folder + "/" + $0)) }
    }

    private static func visit(_ folder: URL, _ body: (URL) -> Void) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] {
            let url = folder.appendingPathComponent(name)
            if !isFolder(url) {
                body(url)
            } else if !skipped.contains(name) {
                visit(url, body)
            }
        }
    }

    private static func isFolder(_ url: URL) -> Bool {
        (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true
    }

    /// All Swift files of the product, and all of the tests.
    static let sources = files(in: "Sources", endings: [".swift"])
    static let tests = files(in: "Tests", endings: [".swift"])
    static let documents = files(endings: [".md"])
}
