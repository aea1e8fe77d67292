internal import Foundation

/// Reads YAML files strictly: every problem of a file is found in one reading and said with its position.
package enum YAMLFile {
    /// Reads a file and builds a value from its root.
    ///
    /// `build` reads what it needs through the value it is given, which notes every problem; it may return nil only when
    /// it has noted one.
    /// - Throws: all problems of the file, sorted by position.
    package static func read<Result>(
        _ file: String, limits: YAMLLimits = .standard, _ build: (YAMLValue) -> Result?
    ) throws(Diagnostics) -> Result {
        try read(text: try text(of: file, limits: limits), file: file, limits: limits, build)
    }

    /// The same for text that is already in memory; `file` is only for messages.
    package static func read<Result>(
        text: String, file: String, limits: YAMLLimits = .standard, _ build: (YAMLValue) -> Result?
    ) throws(Diagnostics) -> Result {
        guard text.utf8.count <= limits.bytes else { throw tooLarge(file, limits) }
        let root = try YAMLParsing.parse(text, file: file, limits: limits)
        let problems = Problems(file: file)
        let result = build(YAMLValue(root, name: "the file", problems: problems))
        try problems.throwIfAny()
        guard let result else { preconditionFailure("a reader gave nothing for \(file) and no reason") }
        return result
    }

    /// The whole of a regular UTF-8 file, at most `limits.bytes`.
    package static func text(of file: String, limits: YAMLLimits = .standard) throws(Diagnostics) -> String {
        let bytes = try self.bytes(of: file, limit: limits)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let good = String(decoding: bytes.prefix(validPrefix(bytes)), as: UTF8.self)
            let (line, column) = YAMLParsing.position(ofByte: good.utf8.count, in: good)
            throw YAMLParsing.failure(file, line, column, "not UTF-8 text", "save the file as UTF-8")
        }
        return text
    }

    private static func bytes(of file: String, limit: YAMLLimits) throws(Diagnostics) -> [UInt8] {
        let path = URL(fileURLWithPath: file).resolvingSymlinksInPath().path
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else {
            throw Diagnostics(file: file, message: "no such file", mend: "check the path")
        }
        guard attributes[.type] as? FileAttributeType == .typeRegular else {
            throw Diagnostics(file: file, message: "not a regular file", mend: "give the path of a YAML file")
        }
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw Diagnostics(file: file, message: "the file cannot be opened", mend: "check its permissions")
        }
        defer { try? handle.close() }
        do {
            let data = try handle.read(upToCount: limit.bytes + 1) ?? Data()
            guard data.count <= limit.bytes else { throw tooLarge(file, limit) }
            return Array(data)
        } catch let error as Diagnostics {
            throw error
        } catch {
            throw Diagnostics(file: file, message: "the file cannot be read", mend: "check the disk")
        }
    }

    private static func tooLarge(_ file: String, _ limits: YAMLLimits) -> Diagnostics {
        Diagnostics(
            file: file, message: "larger than \(limits.bytes) bytes",
            mend: "split it, or check that it is the right file")
    }

    /// How many bytes from the start are valid UTF-8.
    private static func validPrefix(_ bytes: [UInt8]) -> Int {
        var parser = Unicode.UTF8.ForwardParser(), iterator = bytes.makeIterator(), length = 0
        while case .valid(let scalar) = parser.parseScalar(from: &iterator) { length += scalar.count }
        return length
    }
}
