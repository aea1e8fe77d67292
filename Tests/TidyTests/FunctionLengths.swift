/// Where a function stands and how many lines it has, from its signature to its closing brace.
struct FunctionLength: Equatable {
    let line: Int
    let lines: Int
}

/// All functions, initialisers, deinitialisers and subscripts with a body in Swift code, by counting braces.
func functionLengths(in text: String) -> [FunctionLength] {
    let code = Array(CodeText.code(of: text).utf8)
    var result: [FunctionLength] = []
    var line = 1
    for i in code.indices {
        if code[i] == UInt8(ascii: "\n") { line += 1 }
        guard declaresFunction(code, at: i), let body = bodyStart(code, from: i) else { continue }
        let end = closingBrace(code, from: body)
        result.append(FunctionLength(line: line, lines: 1 + code[i..<end].count { $0 == UInt8(ascii: "\n") }))
    }
    return result
}

private func declaresFunction(_ code: [UInt8], at i: Int) -> Bool {
    // `x.init(…)` is a call, not a declaration.
    if i > 0, isWord(code[i - 1]) || code[i - 1] == UInt8(ascii: ".") { return false }
    return ["func", "init", "deinit", "subscript"].contains { word in
        let end = i + word.utf8.count
        return code[i...].starts(with: word.utf8) && end < code.count && !isWord(code[end])
    }
}

private func isWord(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte >= 0x80 || (48...57).contains(byte) || (65...90).contains(byte)
        || (97...122).contains(byte)
}

/// The brace that opens the body; nil for a requirement of a protocol, which has none.
private func bodyStart(_ code: [UInt8], from start: Int) -> Int? {
    var depth = 0
    var last: UInt8 = 0
    for i in start..<code.count {
        switch code[i] {
        case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: ")"), UInt8(ascii: "]"):
            depth -= 1
            if depth < 0 { return nil }  // the word was an argument's name
        case UInt8(ascii: "{") where depth == 0: return i
        case UInt8(ascii: "}") where depth == 0: return nil
        case UInt8(ascii: "\n") where depth == 0:
            let next = code[i...].first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") }
            let rest = code[i...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
            let continues = ["->", "where", "throws", "async"].contains { rest.starts(with: $0.utf8) }
            if next != UInt8(ascii: "{"), !continues, last != UInt8(ascii: ">"), last != UInt8(ascii: ",") {
                return nil
            }
        default: break
        }
        if code[i] != UInt8(ascii: " ") && code[i] != UInt8(ascii: "\n") { last = code[i] }
    }
    return nil
}

private func closingBrace(_ code: [UInt8], from start: Int) -> Int {
    var depth = 0
    for i in start..<code.count {
        if code[i] == UInt8(ascii: "{") { depth += 1 }
        if code[i] == UInt8(ascii: "}") {
            depth -= 1
            if depth == 0 { return i }
        }
    }
    return code.count
}

/// The value below which a share of all values lies (nearest rank); 0 for none.
func percentile(_ values: [Int], _ share: Double) -> Int {
    guard !values.isEmpty else { return 0 }
    let sorted = values.sorted()
    return sorted[min(sorted.count - 1, Int((Double(sorted.count) * share).rounded(.up)) - 1)]
}

/// Number of lines of a text.
func lineCount(_ text: String) -> Int { text.split(separator: "\n", omittingEmptySubsequences: false).count - 1 }
