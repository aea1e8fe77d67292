/// A node together with its name for messages and the collection its problems go to. Every reading function returns nil
/// after it has noted why; the caller goes on, so that all problems of a file are found in one reading.
package struct YAMLValue {
    package let node: YAMLNode
    /// How messages name it: the key it stands under, or what it is.
    package let name: String
    package let problems: Problems

    /// Makes a value of a node.
    package init(_ node: YAMLNode, name: String, problems: Problems) {
        (self.node, self.name, self.problems) = (node, name, problems)
    }

    /// Notes a problem at this value. It returns nil of any type so that a reader can `return value.problem(…)`.
    @discardableResult
    package func problem<T>(_ message: String, mend: String) -> T? {
        problems.add(line: node.line, column: node.column, message, mend: mend)
        return nil
    }

    /// Notes a problem at this value.
    package func problem(_ message: String, mend: String) {
        problems.add(line: node.line, column: node.column, message, mend: mend)
    }

    func expected<T>(_ what: String, mend: String) -> T? {
        problem("`\(name)` must be \(what), not \(node.described)", mend: mend)
    }

    /// The text of a plain or quoted scalar, or nil without a note when it is something else.
    package var rawText: String? {
        if case .scalar(let text, _) = node.content, !node.isNothing { text } else { nil }
    }

    /// A text that is not empty and has at most `limit` characters.
    package func text(limit: Int = 500) -> String? {
        guard let text = rawText, !text.isEmpty else {
            return expected("text", mend: "write some text, or remove the key")
        }
        guard text.count <= limit else {
            return problem("`\(name)` is longer than \(limit) characters", mend: "shorten it")
        }
        return text
    }

    /// An id: small letters, digits and hyphens, starting with a letter or digit, at most 64 characters.
    package func identifier() -> String? {
        let mend = "use small letters, digits and hyphens, e.g. fire-exit"
        guard let text = rawText else { return expected("an id", mend: mend) }
        let bytes = Array(text.utf8)
        let allowed = bytes.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
        }
        guard allowed, let first = bytes.first, first != UInt8(ascii: "-"), bytes.count <= 64 else {
            return expected("an id of at most 64 characters", mend: mend)
        }
        return text
    }

    /// `true` or `false`; `on`, `off`, `yes` and `no` are understood too.
    package func bool() -> Bool? {
        guard case .scalar(let text, quoted: false) = node.content else {
            return expected("on or off", mend: "write on or off without quotes")
        }
        switch text {
        case "true", "on", "yes": return true
        case "false", "off", "no": return false
        default: return expected("on or off", mend: "write on or off")
        }
    }

    /// One of a closed list of words, with the nearest one when it is another.
    package func word<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) -> Word? where Word.RawValue == String {
        let words = Word.allCases.map(\.rawValue)
        if let text = rawText, let word = Word(rawValue: text) { return word }
        guard let text = rawText else { return expected("a word", mend: oneOf(words)) }
        return problem("`\(name)` cannot be \"\(text)\"", mend: suggestion(for: text, among: words))
    }

    /// A mapping with these keys and no others; unknown keys are noted.
    package func mapping(_ keys: [String]) -> MappingReader? {
        guard case .mapping(let entries) = node.content else {
            return expected("a mapping", mend: "write keys and values, one of \(keys.joined(separator: ", "))")
        }
        return MappingReader(value: self, entries: entries, keys: keys)
    }

    /// The value under a key of a mapping, whatever other keys it has; nil, without a note, when there is none. Only for
    /// telling which kind of file this is, or for taking one part of another program's file.
    package func peek(_ key: String) -> YAMLValue? {
        guard case .mapping(let entries) = node.content, let entry = entries.first(where: { $0.key == key }) else {
            return nil
        }
        return YAMLValue(entry.value, name: key, problems: problems)
    }

    /// The same value under another name for messages, e.g. `rule`.
    package func named(_ name: String) -> YAMLValue { YAMLValue(node, name: name, problems: problems) }

    /// The items of a list, as many as `count` allows.
    package func list(count: ClosedRange<Int> = 0...10_000, item: String? = nil) -> [YAMLValue]? {
        guard case .list(let items) = node.content else {
            return expected("a list", mend: node.isNothing ? "write [] for none" : "put it in [ ] or under hyphens")
        }
        guard count.contains(items.count) else {
            let wanted =
                count.lowerBound == count.upperBound
                ? "\(count.lowerBound)"
                : items.count < count.lowerBound
                    ? "at least \(count.lowerBound)" : "at most \(count.upperBound)"
            return problem("`\(name)` has \(items.count) items", mend: "give \(wanted)")
        }
        return items.map { YAMLValue($0, name: item ?? name, problems: problems) }
    }
}

/// `use a, b or c`, for the mend of a message.
package func oneOf(_ words: [String]) -> String {
    guard words.count > 1, let last = words.last else { return "use \(words.first ?? "nothing")" }
    return "use \(words.dropLast().joined(separator: ", ")) or \(last)"
}

/// `did you mean "near"?` when one of the words is near, or else all of them.
package func suggestion(for text: String, among words: [String]) -> String {
    if let near = nearest(to: text, among: words) { return "did you mean \"\(near)\"?" }
    return oneOf(words)
}
