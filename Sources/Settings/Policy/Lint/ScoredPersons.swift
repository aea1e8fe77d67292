/// What a sentence does to persons by a score, whatever else it says. "No resident with a low score may enter this place"
/// says "no" and "place", and still gives residents a score and shuts them out by it.
///
/// Two things are found: persons who are told apart by their score ("tenants whose rating is poor"), and persons who are
/// kept from something in a sentence that scores ("pupils may not use the place because of a score"). Who denies the harm
/// itself ("nobody is refused entry because of a score") is left in peace.
struct ScoredPersons {
    private let words: [String]

    /// Takes the words of one sentence.
    init(_ words: [String]) { self.words = words }

    /// Index of the first word for the persons in question; nil when there are none.
    var found: Int? {
        let holders = words.indices.filter { Self.holders.match(words[$0...]) != nil }
        guard !holders.isEmpty else { return nil }
        if let bearer = holders.first(where: isToldApart) { return bearer }
        guard words.indices.contains(where: { isScore($0) && !isOfThing($0) }), words.indices.contains(where: isHarm)
        else {
            return nil
        }
        return holders.first
    }

    /// Whether the words before or after a word for persons give them a score: `badly rated pupils`, `a tenant's rating`,
    /// `tenants with a low score`, `customers below 50 points`.
    private func isToldApart(_ holder: Int) -> Bool {
        if holder >= 2, Self.grades.contains(words[holder - 2]), isScore(holder - 1) { return true }
        if isOwnerOfScoreBefore(holder) { return true }
        var link = Self.owners.contains(words[holder]) ? holder : nil, comparison: Int?, denial: Int?
        // Far enough for `customer who has been given a rating`; a longer way round is another statement.
        for index in skippingOwnPlace(of: holder)..<min(holder + 12, words.count) {
            let word = words[index], isGraded = Self.grades.contains(words[index - 1])
            if Self.things.match(words[index...]) != nil { return false }
            if let compared = comparison, index - compared <= 3, isScore(index) || Self.points.contains(word) {
                return true
            }
            if let linked = link, index - linked <= 7, isScore(index) || isGraded && word == "standing" {
                let isDenied = denial.map { $0 < index - 2 || !isGraded } ?? false
                return !isDenied && !isOfThing(index)
            }
            if index == holder + 1, isScore(index) {
                if index + 1 < words.count, Self.comparisons.contains(words[index + 1]) { return true }
                if !Self.verbs.contains(word) { return !isOfThing(index) }
            }
            if Self.links.contains(word) || Self.havings.contains(word) && !isDenied(holder + 1, within: 3) {
                (link, denial) = (link ?? index, nil)
            }
            if Self.comparisons.contains(word) { comparison = index }
            if Self.isNegation(word), !Self.links.contains(word) { denial = index }
        }
        return false
    }

    /// Where to read on after a word for persons: `of this place` belongs to it.
    private func skippingOwnPlace(of holder: Int) -> Int {
        let after = words[(holder + 1)...]
        guard after.count > 3, Self.prepositions.contains(words[holder + 1]), Self.ours.contains(words[holder + 2]),
            Self.things.match(words[(holder + 3)...]) != nil, words[holder + 3].last != "s"
        else { return holder + 1 }
        return holder + 4
    }

    /// `the score of a tenant`, unless it is said that there is none.
    private func isOwnerOfScoreBefore(_ holder: Int) -> Bool {
        guard let of = words[..<holder].indices.suffix(2).first(where: { words[$0] == "of" }), of > 0, isScore(of - 1)
        else {
            return false
        }
        return !isDenied(of - 1, within: 3)
    }

    /// `score of the place`, `rating that the place has`, `its score`, `the place is never scored`.
    private func isOfThing(_ index: Int) -> Bool {
        let after = words[(index + 1)...]
        if let first = after.first, ["of", "that", "which", "des", "der", "dari"].contains(first),
            after.dropFirst().prefix(2).indices.contains(where: { Self.things.match(words[$0...]) != nil })
        {
            return true
        }
        guard let before = words[..<index].lastIndex(where: { !Self.fillers.contains($0) }) else { return false }
        return words[index - 1] == "its" || Self.things.match([words[before]]) != nil
    }

    private func isScore(_ index: Int) -> Bool { Self.scores.match(words[index...]) != nil }

    /// Whether somebody is kept from something here, and nothing shortly before says that this is not so.
    private func isHarm(_ index: Int) -> Bool {
        if Self.harms.match(words[index...]) != nil { return !isDenied(index) }
        guard Self.grants.match(words[index...]) != nil else { return false }
        let negated = words[..<index].indices.suffix(3).first { Self.isNegation(words[$0]) }
        return negated.map { !isDenied($0) } ?? false
    }

    private func isDenied(_ index: Int, within count: Int = 6) -> Bool {
        words[..<index].suffix(count).contains(where: Self.isNegation)
    }

    private static func isNegation(_ word: String) -> Bool { Lexicon.negations.match([word]) != nil }
}
