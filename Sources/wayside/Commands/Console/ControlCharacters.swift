/// Characters that a terminal would obey instead of showing.
enum ControlCharacters {
    /// The text with every control character but the tab as its number, e.g. `\u{1B}` for escape.
    /// - Parameter keepingLines: leaves line feeds as they are.
    static func writtenOut(_ text: String, keepingLines: Bool = false) -> String {
        let isObeyed = { (scalar: Unicode.Scalar) in
            scalar.properties.generalCategory == .control && scalar != "\t" && !(keepingLines && scalar == "\n")
        }
        guard text.unicodeScalars.contains(where: isObeyed) else { return text }
        return text.unicodeScalars.reduce(into: "") { result, scalar in
            if isObeyed(scalar) {
                result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
    }
}
