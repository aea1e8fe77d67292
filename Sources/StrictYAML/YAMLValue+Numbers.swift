extension YAMLValue {
    /// A finite decimal number in a range.
    package func number(in range: ClosedRange<Double> = -1e12...1e12) -> Double? {
        let mend = "write a number without quotes or unit"
        guard case .scalar(let text, quoted: false) = node.content, isDecimal(text, fraction: true),
            let number = Double(text), number.isFinite
        else { return expected("a number", mend: mend) }
        guard range.contains(number) else {
            return problem(
                "`\(name)` is \(text), which is out of range",
                mend: "use \(plain(range.lowerBound)) to \(plain(range.upperBound))")
        }
        return number
    }

    /// A finite decimal number greater than `bound` and at most `most`.
    package func number(above bound: Double, most: Double = 1e12) -> Double? {
        guard let number = number() else { return nil }
        guard number > bound, number <= most else {
            return problem(
                "`\(name)` is \(plain(number)), which is out of range",
                mend: "use more than \(plain(bound))" + (most < 1e12 ? ", at most \(plain(most))" : ""))
        }
        return number
    }

    /// A whole decimal number in a range.
    package func integer(in range: ClosedRange<Int>) -> Int? {
        let mend = "write a whole number without quotes or unit"
        guard case .scalar(let text, quoted: false) = node.content, isDecimal(text, fraction: false),
            let number = Int(text)
        else { return expected("a whole number", mend: mend) }
        guard range.contains(number) else {
            return problem(
                "`\(name)` is \(text), which is out of range", mend: "use \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A list of exactly `count` numbers in a range, e.g. a point or a size.
    package func numbers(count: Int, in range: ClosedRange<Double> = -1e12...1e12) -> [Double]? {
        guard let items = list(count: count...count) else { return nil }
        let numbers = items.map { $0.number(in: range) }
        return numbers.contains(nil) ? nil : numbers.compactMap(\.self)
    }

    /// A length of time in whole milliseconds, written with its unit: `500ms`, `1.5s`, `10m`, `72h`, `7d`.
    package func duration_ms(in range: ClosedRange<Int64> = 0...366 * 86_400_000) -> Int64? {
        let mend = "write a number and its unit, e.g. 500ms, 1.5s, 10m, 72h or 7d"
        guard let text = rawText, let milliseconds = parseDuration_ms(text) else {
            return expected("a length of time", mend: mend)
        }
        guard range.contains(milliseconds) else {
            return problem(
                "`\(name)` is \(text), which is out of range",
                mend: "use \(formatDuration(range.lowerBound)) to \(formatDuration(range.upperBound))")
        }
        return milliseconds
    }

    /// The version of a file's format: the only number allowed is `version`.
    package func formatVersion(_ version: Int) {
        guard let found = integer(in: 0...1_000_000) else { return }
        if found != version {
            problem("format version \(found) of `\(name)` is not known", mend: "this program reads version \(version)")
        }
    }
}

/// Digits with an optional sign, and with `fraction` an optional point and exponent. No underscores, bases or colons, and
/// no leading zeros, which YAML 1.1 takes for octal.
private func isDecimal(_ text: String, fraction: Bool) -> Bool {
    var rest = text.utf8[...]
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() }
    let whole = digits(&rest)
    if whole.count == 0 || (whole.count > 1 && whole.leadingZero) { return false }
    if fraction, rest.first == UInt8(ascii: ".") {
        rest = rest.dropFirst()
        if digits(&rest).count == 0 { return false }
    }
    if fraction, rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
        rest = rest.dropFirst()
        if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() }
        if digits(&rest).count == 0 { return false }
    }
    return rest.isEmpty
}

private func digits(_ rest: inout Substring.UTF8View) -> (count: Int, leadingZero: Bool) {
    let run = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    rest = rest.dropFirst(run.count)
    return (run.count, run.first == UInt8(ascii: "0"))
}

/// Milliseconds of `500ms`, `1.5s`, `10m`, `72h`, `7d`; nil when it is not a length of time, negative, or finer than a
/// millisecond.
package func parseDuration_ms(_ text: String) -> Int64? {
    let units: [(suffix: String, milliseconds: Double)] = [
        ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
    ]
    for unit in units where text.hasSuffix(unit.suffix) {
        let digits = String(text.dropLast(unit.suffix.count))
        guard let first = digits.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first),
            !digits.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }),
            isDecimal(digits, fraction: true), let number = Double(digits), number < 1e9
        else { return nil }
        let exact = number * unit.milliseconds, rounded = exact.rounded()
        return abs(exact - rounded) < 1e-6 * max(1, rounded) ? Int64(rounded) : nil
    }
    return nil
}

/// The shortest form of a length of time that `parseDuration_ms` reads back.
package func formatDuration(_ milliseconds: Int64) -> String {
    let units: [(suffix: String, milliseconds: Int64)] = [
        ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000),
    ]
    for unit in units where milliseconds != 0 && milliseconds % unit.milliseconds == 0 {
        return "\(milliseconds / unit.milliseconds)\(unit.suffix)"
    }
    return milliseconds == 0 ? "0s" : "\(milliseconds)ms"
}

/// A number for messages, without a needless `.0`.
private func plain(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
}
