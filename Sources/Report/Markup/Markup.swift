/// Writes HTML and SVG text. All text and attribute values pass through `escaped`, so that a place called `<b>` stays a
/// place; only `raw` does not, and it is used for the style sheet alone.
struct Markup {
    private(set) var text = ""

    /// `<name attributes>` what `body` writes `</name>`.
    mutating func element(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ body: (inout Markup) -> Void
    ) {
        open(name, attributes, end: ">")
        body(&self)
        text += "</\(name)>"
    }

    /// An element that holds only text, without attributes.
    mutating func element(_ name: String, _ content: String) { element(name, [:]) { $0.write(content) } }

    /// An element that holds only text.
    mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String>, _ content: String) {
        element(name, attributes) { $0.write(content) }
    }

    /// An HTML element without end tag (`meta`, `img`), or an SVG element without content.
    mutating func empty(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) {
        open(name, attributes, end: "/>")
    }

    /// Text between tags.
    mutating func write(_ content: String) { text += Markup.escaped(content) }

    /// Text that is markup already.
    mutating func raw(_ markup: String) { text += markup }

    private mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String>, end: String) {
        text += "<" + name
        for (key, value) in attributes { text += " \(key)=\"\(Markup.escaped(value))\"" }
        text += end
    }

    /// The five characters that mean something in HTML and SVG are written as references.
    static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 38 || $0 == 60 || $0 == 62 || $0 == 34 || $0 == 39 }) else {
            return text
        }
        var result = ""
        result.reserveCapacity(text.utf8.count + 16)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
