internal import StrictYAML

/// Refuses policies that are about persons. A score has a place or an event as its subject; a policy that names persons or
/// their groups, identity, appearance, worship, assembly or expression is refused at the word.
///
/// Names of ours (keys, behaviours, measures, merits, consequences, ids) may have no such word at all. Titles, reasons,
/// comments and names of places are prose or given by others: there, only words are refused that can mean nothing else,
/// and sentences that score persons. Words change no number, so this keeps honest authors from a slip and says to all
/// others what kind of policy this program is not for; what makes other scores impossible is the closed list.
struct PolicyLint {
    private let problems: Problems

    /// Looks at a whole file: its nodes, and its text for what is no node.
    static func refuse(in root: YAMLValue, text: String) {
        let lint = PolicyLint(problems: root.problems)
        lint.walk(root.node, key: nil)
        lint.readProse(root.node, text)
    }

    /// Keys whose values are words of ours.
    private static let named: Set<String> = [
        "behaviour", "consequence", "id", "name", "merit", "without", "level", "cap", "measure",
    ]
    private static let places: Set<String> = ["place", "places"]

    private func walk(_ node: YAMLNode, key: String?) {
        switch node.content {
        case .scalar(let text, _):
            guard let key else { return }
            if PolicyLint.named.contains(key) { refuseName(text, node.line, node.column) }
            if PolicyLint.places.contains(key) { refusePlace(text, node.line, node.column) }
        case .list(let items): items.forEach { walk($0, key: key) }
        case .mapping(let entries):
            for entry in entries {
                refuseName(entry.key, entry.keyLine, entry.keyColumn)
                walk(entry.value, key: entry.key)
            }
        }
    }

    private func refuseName(_ text: String, _ line: Int, _ column: Int) {
        let words = PolicyLint.words(text, line, column)
        guard let found = PolicyLint.first(in: words, Lexicon.anywhere, Lexicon.asNames) else { return }
        add(found, line, column)
    }

    private func refusePlace(_ text: String, _ line: Int, _ column: Int) {
        let words = PolicyLint.words(text, line, column)
        guard let found = PolicyLint.first(in: words, Lexicon.anywhere) else { return }
        problems.add(
            line: line, column: column, "`\(found.word.written)` singles a place out by \(found.topic.rawValue)",
            mend: "name the place by what it physically is, e.g. east-door")
    }

    private func add(_ found: Found, _ line: Int, _ column: Int) {
        problems.add(
            line: line, column: column,
            "`\(found.word.written)` is about \(found.topic.rawValue), and only places and events are scored",
            mend: "remove it, or say which physical behaviour at which place is meant")
    }

    /// Title, reason and comments, at the word itself.
    private func readProse(_ root: YAMLNode, _ text: String) {
        let prose = LintProse(root, text)
        for found in PolicyLint.all(in: prose.words, Lexicon.anywhere) {
            add(found, found.word.line, found.word.column)
        }
        for word in PolicyLint.judged(in: prose.words) {
            problems.add(
                line: word.line, column: word.column,
                "`\(word.written)`: this sentence scores persons, and only places and events are scored",
                mend: "say what is scored instead, and that persons are not")
        }
        // An escape in quotes can hide a word from who reads the text; it is said where the value begins.
        guard problems.isEmpty else { return }
        for value in prose.values {
            let words = PolicyLint.words(value.text, value.line, value.column)
            if let found = PolicyLint.first(in: words, Lexicon.anywhere) { add(found, value.line, value.column) }
        }
    }
}

extension PolicyLint {
    /// A word on a list.
    struct Found {
        let topic: LintTopic
        let word: LintWord
    }

    private static func words(_ text: String, _ line: Int, _ column: Int) -> [LintWord] {
        var splitter = LintText()
        splitter.add(text, line: line, column: column)
        return splitter.words
    }

    private static func first(in words: [LintWord], _ tables: LexiconTable...) -> Found? {
        for table in tables {
            if let found = all(in: words, table).first ?? pieced(words, table) { return found }
        }
        return nil
    }

    /// Every word of the table, in order.
    private static func all(in words: [LintWord], _ table: LexiconTable) -> [Found] {
        let texts = words.map(\.text)
        return words.indices.compactMap { index in
            guard let (topic, span) = table.match(texts[index...]) else { return nil }
            let end = index + span
            let next = end < texts.count ? texts[end] : nil
            return isHarmless(texts[end - 1], topic, next: next) ? nil : Found(topic: topic, word: words[index])
        }
    }

    private static func isHarmless(_ word: String, _ topic: LintTopic, next: String?) -> Bool {
        guard let next else { return false }
        if Lexicon.harmlessPairs[word]?.contains(next) == true { return true }
        return topic == .worship && Lexicon.harmlessAfter.contains(next)
    }

    /// Words of at least six letters cut in pieces by hyphens or dots: `pro-test`, `p.r.a.y.e.r`.
    private static func pieced(_ words: [LintWord], _ table: LexiconTable) -> Found? {
        for start in words.indices where table.match([words[start].text]) == nil {
            var joined = words[start].text
            for word in words[(start + 1)...] {
                joined += word.text
                guard joined.count <= 24 else { break }
                guard joined.count >= 6 else { continue }
                if let (topic, _) = table.match([joined]) { return Found(topic: topic, word: words[start]) }
            }
        }
        return nil
    }

    /// The word for persons in each sentence that scores them. A sentence may say that places are scored and persons not.
    private static func judged(in words: [LintWord]) -> [LintWord] {
        func has(_ sentence: ArraySlice<LintWord>, _ table: LexiconTable) -> Bool {
            !all(in: Array(sentence), table).isEmpty
        }
        var found: [LintWord] = [], start = 0
        while start < words.count {
            let end = words[start...].firstIndex { $0.sentence != words[start].sentence } ?? words.count
            let sentence = words[start..<end]
            start = end
            if let index = ScoredPersons(sentence.map(\.text)).found {
                found.append(sentence[sentence.startIndex + index])
                continue
            }
            guard has(sentence, Lexicon.judging), !(has(sentence, Lexicon.negations) && has(sentence, Lexicon.instead))
            else { continue }
            found += sentence.filter { has([$0], Lexicon.personTable) }.prefix(1)
        }
        return found
    }
}
