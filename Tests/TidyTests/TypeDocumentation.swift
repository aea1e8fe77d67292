/// Types that others can see and that have no documentation comment.
///
/// A type is private when it says so, or when what encloses it does; bodies of functions are not looked into.
func undocumentedTypes(_ file: TextFile) -> [Finding] {
    let raw = file.text.split(separator: "\n", omittingEmptySubsequences: false)
    let code = CodeText.code(of: file.text).split(separator: "\n", omittingEmptySubsequences: false)
    var findings: [Finding] = []
    // What each open brace belongs to.
    var scopes: [Scope] = []
    var documented = false
    for (line, text) in code.enumerated() {
        let declaration = Declaration(text)
        let hidden = scopes.contains { $0 != .open } || declaration?.isPrivate == true
        if let declaration, declaration.isType, !hidden, !documented {
            findings.append(
                Finding(place: "\(file.path):\(line + 1)", what: "\(declaration.name) has no documentation"))
        }
        let start = raw[line].drop { $0 == " " }
        documented = start.hasPrefix("///") || (documented && start.hasPrefix("@") && declaration?.isType != true)
        for character in text {
            if character == "{" { scopes.append(declaration.map { $0.isPrivate ? .hidden : .open } ?? .body) }
            if character == "}" { _ = scopes.popLast() }
        }
    }
    return findings
}

private enum Scope { case open, hidden, body }

/// A line that opens a type or an extension.
private struct Declaration {
    let name: Substring
    let isType: Bool
    let isPrivate: Bool

    init?(_ line: Substring) {
        let words = line.split { " {:<(".contains($0) }
        let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "actor", "extension"]
        guard let at = words.firstIndex(where: kinds.contains), at + 1 < words.count else { return nil }
        let modifiers = words[..<at]
        let known: Set<Substring> = [
            "public", "package", "internal", "fileprivate", "private", "final", "indirect", "open", "nonisolated",
        ]
        guard modifiers.allSatisfy({ known.contains($0) || $0.hasPrefix("@") }) else { return nil }
        name = words[at + 1]
        isType = words[at] != "extension"
        isPrivate = modifiers.contains("private") || modifiers.contains("fileprivate")
    }
}
