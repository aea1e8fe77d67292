internal import StrictYAML

/// What a policy's file says in prose: its title, its reason and its comments, with the position of each word in the file.
struct LintProse {
    private var splitter = LintText()
    /// Title and reason as YAML reads them, with where they begin.
    private(set) var values: [(text: String, line: Int, column: Int)] = []

    var words: [LintWord] { splitter.words }

    init(_ root: YAMLNode, _ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var prose = Set<Int>()
        if case .mapping(let entries) = root.content {
            for (index, entry) in entries.enumerated() where entry.key == "title" || entry.key == "reason" {
                let next = index + 1 < entries.count ? entries[index + 1].keyLine : lines.count + 1
                guard entry.keyLine >= 1, entry.keyLine <= max(next - 1, entry.keyLine) else { continue }
                for line in entry.keyLine...max(next - 1, entry.keyLine) where line <= lines.count {
                    prose.insert(line)
                }
                if case .scalar(let value, _) = entry.value.content {
                    values.append((value, entry.value.line, entry.value.column))
                }
            }
        }
        var last = -1
        for (index, line) in lines.enumerated() {
            let number = index + 1
            guard let from = prose.contains(number) ? line.startIndex : LintProse.comment(in: line) else { continue }
            if last != number - 1 || prose.contains(number) != prose.contains(last) { splitter.endSentence() }
            let column = line[..<from].unicodeScalars.count + 1
            // The break at the end of a line parts words, and sentences after a stop.
            splitter.add(line[from...] + "\n", line: number, column: column)
            last = number
        }
    }

    /// Where a comment begins: at a `#` that begins the line or follows white space. In quotes it may be none; then it is
    /// looked at all the same.
    private static func comment(in line: Substring) -> Substring.Index? {
        line.indices.first { index in
            line[index] == "#" && (index == line.startIndex || line[line.index(before: index)].isWhitespace)
        }
    }
}
