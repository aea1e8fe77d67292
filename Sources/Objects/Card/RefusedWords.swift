/// Words that a model must not have in its name, its files or its classes: faces, number plates, and what else tells one
/// person from another. Identity has no place to live here, so such a model is not loaded, whatever its card does with the
/// class.
///
/// The words of a card are a person's, so this stops mistakes and shortcuts, not a lie; that nothing but boxes of five
/// coarse classes leaves a finder is what holds in every case.
package enum RefusedWords {
    /// Whole words.
    private static let words: Set<String> = [
        "face", "faces", "facial", "head", "heads", "eye", "eyes", "iris", "mouth", "nose", "ear", "ears", "landmark",
        "landmarks", "gait", "identity", "identities", "identification", "reid", "plate", "plates", "anpr", "alpr",
        "lpr",
        "gender", "age", "race", "ethnicity", "emotion", "emotions", "biometric", "biometrics", "fingerprint",
    ]
    /// Words run together, looked for in the text without its gaps.
    private static let pieces = [
        "licenseplate", "licenceplate", "numberplate", "registrationplate", "vehicleplate", "carplate", "faceid",
        "facedet",
        "facerec", "facenet", "retinaface", "headid", "personid", "reidentif", "personreid", "skincolo",
    ]

    /// The refused word in a text; nil when there is none. Cost: linear in the text.
    package static func first(in text: String) -> String? {
        let parts = split(text)
        if let word = parts.first(where: words.contains) { return word }
        // `re-id` is two words.
        for (a, b) in zip(parts, parts.dropFirst()) where a == "re" && (b == "id" || b.hasPrefix("identif")) {
            return "\(a)-\(b)"
        }
        let squeezed = parts.joined()
        return pieces.first { squeezed.contains($0) }
    }

    /// Lower-case words; they end at anything that is no letter, and where a capital follows a small letter.
    private static func split(_ text: String) -> [String] {
        var words: [String] = [], word = "", wasSmall = false
        for character in text {
            if !character.isLetter || (character.isUppercase && wasSmall) {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            if character.isLetter { word += character.lowercased() }
            wasSmall = character.isLowercase
        }
        if !word.isEmpty { words.append(word) }
        return words
    }
}
