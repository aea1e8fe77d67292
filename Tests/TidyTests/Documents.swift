/// Targets of relative links in a Markdown text, without anchors; links in code are not links.
func relativeLinks(_ text: String) -> [String] {
    var links: [String] = []
    var inFence = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        if line.drop(while: { $0 == " " }).hasPrefix("```") { inFence.toggle() }
        if inFence { continue }
        // Every other piece between backticks is code.
        let prose = line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .map { $0.offset % 2 == 0 ? String($0.element) : "code" }.joined()
        for match in prose.matches(of: /\]\(([^)\s]+)[^)]*\)/) {
            let target = match.output.1.split(separator: "#", omittingEmptySubsequences: false)[0]
            let elsewhere = ["http:", "https:", "mailto:"].contains { match.output.1.hasPrefix($0) }
            if !target.isEmpty && !elsewhere { links.append(String(target)) }
        }
    }
    return links
}

/// Links of a document that lead nowhere; `exists` answers for paths from the root.
func brokenLinks(_ file: TextFile, exists: (String) -> Bool) -> [Finding] {
    let folder = file.path.split(separator: "/").dropLast().map(String.init)
    return relativeLinks(file.text).compactMap { link in
        var parts = link.hasPrefix("/") ? [] : folder
        for part in link.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
        }
        return exists(parts.joined(separator: "/")) ? nil : Finding(place: file.path, what: "no such file: \(link)")
    }
}

/// One row of the table of requirements: `| id | what | file | test |`.
struct RequirementRow: Equatable {
    let id: String
    let what: String
    /// Paths in the file's cell, and paths or names of tests in the test's cell: everything in backticks.
    let files: [String]
    let tests: [String]
    /// Both cells say `not yet`: the requirement belongs to a later issue.
    let isOpen: Bool

    /// The rows of a document; a line that looks like a row and is none is a finding.
    static func read(_ text: String) -> (rows: [RequirementRow], findings: [Finding]) {
        var rows: [RequirementRow] = []
        var findings: [Finding] = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard line.hasPrefix("|") else { continue }
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
                .map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
            if cells.first == "id" || cells.allSatisfy({ $0.allSatisfy { "-: ".contains($0) } }) { continue }
            if cells.count != 4 {
                findings.append(
                    Finding(place: "line \(number + 1)", what: "a row has four cells: id, what, file, test"))
            } else {
                rows.append(RequirementRow(cells))
            }
        }
        return (rows, findings)
    }

    private init(_ cells: [String]) {
        (id, what) = (cells[0], cells[1])
        (files, tests) = (quoted(cells[2]), quoted(cells[3]))
        isOpen = cells[2].hasPrefix("not yet") && cells[3].hasPrefix("not yet")
    }

    /// What is wrong with a row; `exists` answers for paths, `isTest` for names of tests.
    func findings(exists: (String) -> Bool, isTest: (String) -> Bool) -> [Finding] {
        if isOpen { return [] }
        var result: [Finding] = []
        if what.isEmpty { result.append(Finding(place: id, what: "says nothing")) }
        if files.isEmpty { result.append(Finding(place: id, what: "names no file")) }
        if tests.isEmpty { result.append(Finding(place: id, what: "names no test")) }
        result += files.filter { !exists($0) }.map { Finding(place: id, what: "no such file: \($0)") }
        for test in tests where !exists(test) && !isTest(test) {
            result.append(Finding(place: id, what: "no such test: \(test)"))
        }
        return result
    }
}

/// Pieces of a cell in backticks.
private func quoted(_ cell: String) -> [String] {
    cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
        .filter { $0.offset % 2 == 1 }.map { String($0.element) }
}
