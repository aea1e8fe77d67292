internal import Foundation

/// One word of a text, in plain small letters, with the position of its first letter.
struct LintWord: Hashable, Sendable {
    let text: String
    /// As it is written.
    let written: String
    let line: Int
    let column: Int
    /// Number of the sentence it stands in.
    let sentence: Int
}

/// Splits texts into words as a reader would see them: `ageGroup`, `age_group` and `age-group` are two words each; letters
/// that look like Latin ones are taken for them, accents and what cannot be seen are left out.
struct LintText {
    private(set) var words: [LintWord] = []
    private var sentence = 0
    private var pending: [Piece] = []

    private struct Piece {
        let folded: Character
        let written: Character
        let line: Int
        let column: Int
    }

    /// Adds a text that begins at a position; what follows on later lines has its columns from 1.
    mutating func add(_ text: some StringProtocol, line: Int, column: Int) {
        var line = line, column = column
        var previous: Character = " "
        for character in text {
            defer {
                column += character.unicodeScalars.count
                if character.isNewline { (line, column) = (line + 1, 1) }
                previous = character
            }
            if character.unicodeScalars.allSatisfy({ LintText.unseen.contains($0.value) }) { continue }
            let folded = LintText.folded(character)
            if folded.isLetter || folded.isNumber || (folded == "@" || folded == "$") && !pending.isEmpty {
                pending.append(Piece(folded: folded, written: character, line: line, column: column))
                continue
            }
            flush()
            if character.isWhitespace, ".!?:".contains(previous) { sentence += 1 }
        }
        flush()
    }

    /// Ends the sentence.
    mutating func endSentence() { sentence += 1 }

    /// Takes the letters and digits that stand together as one word, as the words between its capitals and digits, and
    /// with its digits read as the letters they stand for.
    private mutating func flush() {
        guard !pending.isEmpty else { return }
        defer { pending.removeAll() }
        var parts: [[Piece]] = [[]]
        for (index, piece) in pending.enumerated() {
            let before = index > 0 ? pending[index - 1].written : " "
            let after = index + 1 < pending.count ? pending[index + 1].written : " "
            let begins = piece.written.isUppercase && (before.isLowercase || before.isUppercase && after.isLowercase)
            if begins || !piece.folded.isLetter { parts.append([]) }
            if piece.folded.isLetter { parts[parts.count - 1].append(piece) }
        }
        let filled = parts.filter { !$0.isEmpty }
        for part in filled { append(part, String(part.map(\.folded))) }
        guard filled.count > 1 || filled.first?.count != pending.count else { return }
        for table in [LintText.digits, LintText.otherDigits] {
            append(pending, String(pending.map { table[$0.folded] ?? $0.folded }))
        }
    }

    private mutating func append(_ pieces: [Piece], _ text: String) {
        guard let first = pieces.first else { return }
        words.append(
            LintWord(
                text: text.lowercased(), written: String(pieces.map(\.written)), line: first.line, column: first.column,
                sentence: sentence))
    }

    private static func folded(_ character: Character) -> Character {
        if character.isASCII { return character }
        if character == "ß" { return "s" }
        let plain = String(character).folding(
            options: [.diacriticInsensitive, .widthInsensitive, .caseInsensitive], locale: nil)
        guard let first = plain.first else { return character }
        return lookalikes[first] ?? first
    }

    /// Soft hyphen, zero-width characters, marks of direction and variation.
    private static let unseen: Set<UInt32> = Set([0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF] as [UInt32])
        .union(0x200B...0x200F).union(0x202A...0x202E).union(0x2060...0x2069).union(0xFE00...0xFE0F)

    /// Greek, Cyrillic and Armenian letters that look like Latin ones (Unicode TR 39, those that are told apart by nobody).
    private static let lookalikes: [Character: Character] = Dictionary(
        uniqueKeysWithValues: zip(
            "авеіјкмнорѕстухԁһԛԝгпαβεικνορτυχγηωσμ", "abeijkmhopsctyxdhqwrnabeiknoptuxynwou"))

    private static let digits: [Character: Character] = [
        "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s",
    ]
    private static let otherDigits: [Character: Character] = [
        "0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s",
    ]
}
