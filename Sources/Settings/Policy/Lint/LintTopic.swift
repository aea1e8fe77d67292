/// What a policy must not be about.
enum LintTopic: String, CaseIterable, Sendable {
    /// Persons as such. Prose may mention them ("so that people can leave"); names of ours may not.
    case persons
    /// Persons by what they are, believe, own or come from.
    case groups = "groups of persons"
    case identity
    case appearance
    case worship
    case assembly
    case expression
    /// What is done to persons.
    case sanctions = "sanctions on persons"
}

/// One pattern of a lexicon: `race` is the word and its plural, `protest*` whatever begins so, `*ethnisch*` whatever
/// holds it, and `unjuk rasa` two words one after the other. Patterns are written in plain small letters, without accents.
struct LintPattern: Sendable {
    private enum Form { case word, prefix, part }
    private let words: [String]
    private let form: Form

    init(_ text: String) {
        let bare = text.filter { $0 != "*" }
        words = bare.split(separator: " ").map(String.init)
        form = text.hasPrefix("*") ? .part : text.hasSuffix("*") ? .prefix : .word
    }

    /// How many words it spans.
    var span: Int { words.count }

    /// With what a text must begin; nil when the pattern may lie within a word.
    var initial: Character? { form == .part ? nil : words.first?.first }

    /// Whether these words in a row are what is meant; only the last may be in the plural or longer.
    func matches(_ found: ArraySlice<String>) -> Bool {
        guard found.count == words.count, let last = found.last, let wanted = words.last else { return false }
        guard found.dropLast().elementsEqual(words.dropLast()) else { return false }
        switch form {
        case .word: return LintPattern.isForm(last, of: wanted)
        case .prefix: return last.hasPrefix(wanted)
        case .part: return last.contains(wanted)
        }
    }

    /// The word itself or its English plural.
    static func isForm(_ found: String, of word: String) -> Bool {
        found == word || found == word + "s" || found == word + "es"
            || (word.last == "y" && found == word.dropLast() + "ies")
    }
}

/// Patterns of several topics, found by the first letter.
struct LexiconTable: Sendable {
    private var byInitial: [Character: [(topic: LintTopic, pattern: LintPattern)]] = [:]
    private var parts: [(topic: LintTopic, pattern: LintPattern)] = []

    init(_ topics: [(topic: LintTopic, patterns: [LintPattern])]) {
        for (topic, patterns) in topics {
            for pattern in patterns {
                if let initial = pattern.initial {
                    byInitial[initial, default: []].append((topic, pattern))
                } else {
                    parts.append((topic, pattern))
                }
            }
        }
    }

    /// The first pattern that the words match from their first on, with its topic.
    func match(_ words: ArraySlice<String>) -> (topic: LintTopic, span: Int)? {
        guard let initial = words.first?.first else { return nil }
        for (topic, pattern) in (byInitial[initial] ?? []) + parts where pattern.span <= words.count {
            if pattern.matches(words.prefix(pattern.span)) { return (topic, pattern.span) }
        }
        return nil
    }
}
