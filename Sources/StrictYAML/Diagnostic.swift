/// One thing that is wrong in a file: where, what, and how to mend it, on one line.
public struct Diagnostic: Error, Hashable, Sendable, CustomStringConvertible {
    /// Path of the file as it was given.
    public let file: String
    /// Line and column from 1; columns count Unicode scalars. Line 0 means the file as a whole.
    public let line: Int
    public let column: Int
    public let message: String
    public let mend: String

    /// Makes a diagnostic; `message` and `mend` are short clauses without a full stop.
    public init(file: String, line: Int, column: Int, message: String, mend: String) {
        (self.file, self.line, self.column) = (file, line, column)
        (self.message, self.mend) = (message, mend)
    }

    /// A diagnostic about a whole file or directory.
    public init(file: String, message: String, mend: String) {
        self.init(file: file, line: 0, column: 0, message: message, mend: mend)
    }

    /// `file:line:column: message; mend`
    public var description: String {
        let place = line > 0 ? "\(file):\(line):\(column)" : file
        return mend.isEmpty ? "\(place): \(message)" : "\(place): \(message); \(mend)"
    }
}

/// Everything that is wrong in one or more files, in reading order.
public struct Diagnostics: Error, Hashable, Sendable, CustomStringConvertible {
    public let list: [Diagnostic]

    /// Makes a list sorted by line and column; files keep the order in which they first appear.
    public init(_ list: [Diagnostic]) {
        var files: [String] = []
        for diagnostic in list where !files.contains(diagnostic.file) { files.append(diagnostic.file) }
        self.list = files.flatMap { file in
            list.filter { $0.file == file }.enumerated().sorted { a, b in
                (a.element.line, a.element.column, a.offset) < (b.element.line, b.element.column, b.offset)
            }.map(\.element)
        }
    }

    /// A list of one diagnostic about a whole file or directory.
    public init(file: String, message: String, mend: String) {
        self.init([Diagnostic(file: file, message: message, mend: mend)])
    }

    /// One diagnostic per line.
    public var description: String { list.map(\.description).joined(separator: "\n") }
}
