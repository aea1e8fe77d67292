/// Swift text with its comments, string contents and raw identifiers blanked out, so that words and braces in them are
/// not taken for code. Lines stay where they are.
struct CodeText {
    private var bytes: [UInt8]
    private var i = 0

    /// The code of a Swift file.
    static func code(of text: String) -> String {
        var code = CodeText(bytes: Array(text.utf8))
        code.run()
        return String(decoding: code.bytes, as: UTF8.self)
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func run() {
        while i < bytes.count {
            if starts("//") {
                while i < bytes.count, bytes[i] != UInt8(ascii: "\n") { blank(1) }
            } else if starts("/*") {
                comment()
            } else if let pounds = stringStart() {
                string(pounds: pounds)
            } else if starts("`") {
                blank(1)
                while i < bytes.count, !starts("`") { blank(1) }
                blank(1)
            } else {
                i += 1
            }
        }
    }

    /// Block comments nest in Swift.
    private mutating func comment() {
        var depth = 0
        repeat {
            if starts("/*") {
                depth += 1
                blank(2)
            } else if starts("*/") {
                depth -= 1
                blank(2)
            } else {
                blank(1)
            }
        } while depth > 0 && i < bytes.count
    }

    /// How many `#` stand before a quote here; nil when no string starts here.
    private func stringStart() -> Int? {
        var j = i
        while j < bytes.count, bytes[j] == UInt8(ascii: "#") { j += 1 }
        return j < bytes.count && bytes[j] == UInt8(ascii: "\"") ? j - i : nil
    }

    private mutating func string(pounds: Int) {
        let hashes = String(repeating: "#", count: pounds)
        blank(pounds)
        let quotes = starts("\"\"\"") ? "\"\"\"" : "\""
        blank(quotes.count)
        while i < bytes.count, !starts(quotes + hashes) {
            if starts("\\" + hashes + "(") {
                blank(2 + pounds)
                interpolation()
            } else if starts("\\" + hashes) {
                blank(2 + pounds)
            } else if quotes.count == 1, bytes[i] == UInt8(ascii: "\n") {
                return  // not a string after all
            } else {
                blank(1)
            }
        }
        blank(quotes.count + pounds)
    }

    private mutating func interpolation() {
        var depth = 1
        while i < bytes.count, depth > 0 {
            if let pounds = stringStart() {
                string(pounds: pounds)
                continue
            }
            if starts("(") { depth += 1 }
            if starts(")") { depth -= 1 }
            blank(1)
        }
    }

    private func starts(_ text: String) -> Bool { bytes[i...].starts(with: text.utf8) }

    private mutating func blank(_ count: Int) {
        for _ in 0..<count where i < bytes.count {
            if bytes[i] != UInt8(ascii: "\n") { bytes[i] = UInt8(ascii: " ") }
            i += 1
        }
    }
}
