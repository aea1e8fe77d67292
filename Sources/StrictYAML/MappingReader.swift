/// Reads the keys of one mapping. It knows all of them, so that a key nobody reads cannot hide.
package struct MappingReader {
    /// The mapping itself, for problems that concern all of it.
    package let value: YAMLValue
    private let entries: [YAMLNode.Entry]
    private let keys: [String]

    init(value: YAMLValue, entries: [YAMLNode.Entry], keys: [String]) {
        (self.value, self.entries, self.keys) = (value, entries, keys)
        for entry in entries where !keys.contains(entry.key) {
            value.problems.add(
                line: entry.keyLine, column: entry.keyColumn, "unknown key `\(entry.key)` in \(value.name)",
                mend: suggestion(for: entry.key, among: keys))
        }
    }

    /// The value of a key that may be absent.
    package func optional(_ key: String) -> YAMLValue? {
        precondition(keys.contains(key), "a reader asks only for keys it has declared: \(key)")
        guard let entry = entries.first(where: { $0.key == key }) else { return nil }
        return YAMLValue(entry.value, name: key, problems: value.problems)
    }

    /// The value of a key that must be there; its absence is noted at the mapping.
    package func required(_ key: String, example: String? = nil) -> YAMLValue? {
        if let found = optional(key) { return found }
        let shown = example.map { " `\(key): \($0)`" } ?? " `\(key)`"
        return value.problem("\(value.name) has no `\(key)`", mend: "add\(shown)")
    }

    /// Whether the key is there at all.
    package func has(_ key: String) -> Bool { entries.contains { $0.key == key } }

    /// Notes a problem at a key itself, e.g. one that does not go with another.
    package func problem(atKey key: String, _ message: String, mend: String) {
        guard let entry = entries.first(where: { $0.key == key }) else {
            value.problem(message, mend: mend)
            return
        }
        value.problems.add(line: entry.keyLine, column: entry.keyColumn, message, mend: mend)
    }

    /// Notes every key of the mapping that is declared but does not go with the rest; `why` says so after the key's name.
    package func refuse(except allowed: [String], _ why: String) {
        for entry in entries where keys.contains(entry.key) && !allowed.contains(entry.key) {
            value.problems.add(
                line: entry.keyLine, column: entry.keyColumn, "`\(entry.key)` \(why)", mend: "remove it")
        }
    }
}
