internal import Yams

/// Turns YAML text into plain nodes through Yams (libyaml), and every way in which that can fail into a diagnostic.
enum YAMLParsing {
    /// - Throws: the first syntax error, alias, duplicate key or excess, with its position.
    static func parse(_ text: String, file: String, limits: YAMLLimits) throws(Diagnostics) -> YAMLNode {
        // Before composing: an alias shares its node, and comparing keys made of shared nodes can take for ever.
        if let alias = firstAlias(in: text) {
            let (line, column) = position(ofByte: alias.offset, in: text)
            throw failure(
                file, line, column, "the alias *\(alias.name) is not read", "write the value out where it is needed")
        }
        do {
            // The encoding is given because Yams would ask the environment for it; the basic resolver guesses no types.
            guard let root = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot() else {
                throw failure(file, 1, 1, "the file is empty", "start it with its format version, e.g. `fixture: 1`")
            }
            return try convert(root, depth: 0, file: file, limits: limits)
        } catch let error as Diagnostics {
            throw error
        } catch let error as YamlError {
            throw diagnostics(of: error, text: text, file: file)
        } catch {
            throw failure(file, 0, 0, "the YAML cannot be read (\(error))", "check the file")
        }
    }

    private static func convert(
        _ node: Node, depth: Int, file: String, limits: YAMLLimits
    ) throws(Diagnostics) -> YAMLNode {
        let line = node.mark?.line ?? 0, column = node.mark?.column ?? 0
        func refuse(_ message: String, _ mend: String) -> Diagnostics { failure(file, line, column, message, mend) }
        guard depth <= limits.depth else {
            throw refuse("more than \(limits.depth) lists and mappings inside each other", "make the file flatter")
        }
        switch node {
        case .scalar(let scalar):
            guard isPlain(scalar.tag, .str) else { throw refuse("the tag \(scalar.tag) is not read", "remove it") }
            let quoted = scalar.style != .plain && scalar.style != .any
            return YAMLNode(content: .scalar(text: scalar.string, quoted: quoted), line: line, column: column)
        case .sequence(let sequence):
            guard isPlain(sequence.tag, .seq) else { throw refuse("the tag \(sequence.tag) is not read", "remove it") }
            var items: [YAMLNode] = []
            for item in sequence { items.append(try convert(item, depth: depth + 1, file: file, limits: limits)) }
            return YAMLNode(content: .list(items), line: line, column: column)
        case .mapping(let mapping):
            guard isPlain(mapping.tag, .map) else { throw refuse("the tag \(mapping.tag) is not read", "remove it") }
            var entries: [YAMLNode.Entry] = []
            for (key, value) in mapping {
                let keyLine = key.mark?.line ?? line, keyColumn = key.mark?.column ?? column
                guard case .scalar(let name) = key else {
                    throw failure(
                        file, keyLine, keyColumn, "a key is not a word", "write one word, a colon and the value")
                }
                let converted = try convert(value, depth: depth + 1, file: file, limits: limits)
                entries.append(.init(key: name.string, keyLine: keyLine, keyColumn: keyColumn, value: converted))
            }
            return YAMLNode(content: .mapping(entries), line: line, column: column)
        case .alias:
            throw refuse("an alias is not read", "write the value out where it is needed")
        }
    }

    private static func isPlain(_ tag: Tag, _ core: Tag.Name) -> Bool {
        tag.rawValue.isEmpty || tag.rawValue == core.rawValue
    }

    private static func diagnostics(of error: YamlError, text: String, file: String) -> Diagnostics {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
            failure(file, mark.line, mark.column, "not YAML: \(problem)", mend(for: problem))
        case .composer(_, let problem, let mark, _):
            failure(file, mark.line, mark.column, "not one YAML document: \(problem)", "keep one document per file")
        case .reader(let problem, let offset, _, _):
            readerFailure(problem, offset: offset, text: text, file: file)
        case .duplicatedKeysInMapping(let duplicates, let context):
            failure(
                file, context.mark.line, context.mark.column,
                "the key `\(duplicates.first ?? "")` stands more than once in the mapping that has it here", "keep one")
        default:
            failure(file, 0, 0, "the YAML cannot be read (\(error))", "check the file")
        }
    }

    private static func readerFailure(_ problem: String, offset: Int?, text: String, file: String) -> Diagnostics {
        guard let offset, offset <= text.count else {
            return failure(file, 0, 0, "not YAML: \(problem)", "save the file as plain UTF-8 text")
        }
        let byte = text.utf8.distance(from: text.startIndex, to: text.index(text.startIndex, offsetBy: offset))
        let (line, column) = position(ofByte: byte, in: text)
        return failure(file, line, column, "not YAML: \(problem)", "save the file as plain UTF-8 text")
    }

    private static func mend(for problem: String) -> String {
        if problem.contains("tab") || problem.contains("cannot start any token") {
            return "indent with spaces, and quote text that starts with a sign"
        }
        if problem.contains("unexpected end of stream") { return "close the quote or bracket" }
        if problem.contains("expected ',' or") { return "close the bracket, or put a comma between the items" }
        return "check indentation, colons, quotes and brackets here"
    }

    static func failure(_ file: String, _ line: Int, _ column: Int, _ message: String, _ mend: String) -> Diagnostics {
        Diagnostics([Diagnostic(file: file, line: line, column: column, message: message, mend: mend)])
    }

    /// Line and column from 1 of a byte of the text, columns in Unicode scalars as libyaml counts them.
    static func position(ofByte offset: Int, in text: String) -> (line: Int, column: Int) {
        var line = 1, column = 1
        for byte in text.utf8.prefix(offset) {
            if byte == UInt8(ascii: "\n") {
                (line, column) = (line + 1, 1)
            } else if byte & 0xC0 != 0x80 {  // not a continuation byte
                column += 1
            }
        }
        return (line, column)
    }

    /// The first `*name` for which a `&name` stands somewhere; without an anchor of its name an alias is an error anyway,
    /// so this refuses every alias that could be followed and hardly any text that merely has a star.
    static func firstAlias(in text: String) -> (name: String, offset: Int)? {
        let bytes = Array(text.utf8)
        guard bytes.contains(UInt8(ascii: "*")), bytes.contains(UInt8(ascii: "&")) else { return nil }
        let anchors = Set(names(after: UInt8(ascii: "&"), in: bytes).map(\.name))
        return names(after: UInt8(ascii: "*"), in: bytes).first { anchors.contains($0.name) }
    }

    private static func names(after sign: UInt8, in bytes: [UInt8]) -> [(name: String, offset: Int)] {
        bytes.indices.compactMap { index in
            guard bytes[index] == sign else { return nil }
            let name = bytes[(index + 1)...].prefix { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
            return name.isEmpty ? nil : (String(decoding: name, as: UTF8.self), index)
        }
    }
}
