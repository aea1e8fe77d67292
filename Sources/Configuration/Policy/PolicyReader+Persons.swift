internal import StrictYAML

/// Refuses policies that speak of persons. A score has a place or an event as its subject; a key, behaviour, measure,
/// consequence or id that names persons, or what they are, believe or say, is refused with its position.
enum PersonWords {
    /// Compared with whole words, singular, in small letters.
    private static let words: Set<String> = [
        "person", "people", "human", "individual", "someone", "citizen", "resident", "visitor", "employee", "worker",
        "customer", "owner", "driver", "pedestrian", "suspect", "offender", "trespasser", "steward", "child", "adult",
        "man",
        "woman", "gender", "sex", "age",
        "race", "ethnicity", "nationality", "origin", "skin", "hair", "clothing", "appearance", "face", "identity",
        "plate", "gait", "voice", "emotion", "mood", "disability", "religion", "worship", "prayer", "opinion",
        "expression", "speech", "protest", "assembly", "demonstration", "union", "party", "group",
    ]

    /// Keys whose values are words of ours and so are looked at as well.
    private static let judged: Set<String> = ["behaviour", "consequence", "id", "name"]

    static func refuse(in root: YAMLValue) { walk(root.node, key: nil, root.problems) }

    private static func walk(_ node: YAMLNode, key: String?, _ problems: Problems) {
        switch node.content {
        case .scalar(let text, _):
            if let key, judged.contains(key), let word = word(in: text) {
                refuse(word, node.line, node.column, problems)
            }
        case .list(let items): items.forEach { walk($0, key: key, problems) }
        case .mapping(let entries):
            for entry in entries {
                if let word = word(in: entry.key) { refuse(word, entry.keyLine, entry.keyColumn, problems) }
                walk(entry.value, key: entry.key, problems)
            }
        }
    }

    private static func refuse(_ word: String, _ line: Int, _ column: Int, _ problems: Problems) {
        problems.add(
            line: line, column: column, "`\(word)` is about persons, and only places and events are scored",
            mend: "remove it, or say which physical behaviour at which place is meant")
    }

    /// The first word of a text like `score-persons` or `ageGroup` that is on the list.
    private static func word(in text: String) -> String? {
        var parts: [String] = [""]
        for character in text {
            if character.isUppercase || !character.isLetter { parts.append("") }
            if character.isLetter { parts[parts.count - 1] += character.lowercased() }
        }
        return parts.first { words.contains($0) || ($0.hasSuffix("s") && words.contains(String($0.dropLast()))) }
    }
}
