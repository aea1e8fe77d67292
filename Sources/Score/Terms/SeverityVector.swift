extension Severity {
    /// Version of the vector and of the tables behind it.
    static let vectorVersion = "WS1"

    /// The vector string, e.g. `WS1/B:M/D:2/M:0/H:1/R:3/P:150/C:800`.
    public var vector: String {
        var text = Severity.vectorVersion
        text.reserveCapacity(48)
        text += "/B:"
        text.append(factors.base.letter)
        text += "/D:"
        text += String(factors.duration)
        text += "/M:"
        text += String(factors.measure)
        text += factors.sensitive ? "/H:1/R:" : "/H:0/R:"
        text += String(factors.repetition)
        text += "/P:"
        text += String(factors.criticality_percent)
        text += "/C:"
        text += String(factors.confidence_permille)
        return text
    }

    /// Reads a vector and computes the severity; nil when it is not a vector of this version, letter for letter.
    public init?(vector: String) {
        let parts = vector.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 8, parts[0] == Severity.vectorVersion else { return nil }
        var factors = SeverityFactors()
        guard let base = Severity.value(parts[1], "B"),
            let level = Level.allCases.first(where: { String($0.letter) == base }),
            let duration = Severity.number(parts[2], "D", atMost: 5),
            let measure = Severity.number(parts[3], "M", atMost: 5),
            let sensitive = Severity.number(parts[4], "H", atMost: 1),
            let repetition = Severity.number(parts[5], "R", atMost: 5),
            let criticality = Severity.number(parts[6], "P", atMost: 300),
            let confidence = Severity.number(parts[7], "C", atMost: 1000)
        else { return nil }
        (factors.base, factors.duration, factors.measure) = (level, Int(duration), Int(measure))
        (factors.sensitive, factors.repetition) = (sensitive == 1, Int(repetition))
        (factors.criticality_percent, factors.confidence_permille) = (criticality, confidence)
        self.init(factors)
        guard self.vector == vector else { return nil }  // no leading zeros, no signs: one spelling per severity
    }

    private static func value(_ part: Substring, _ letter: String) -> Substring? {
        part.hasPrefix(letter + ":") ? part.dropFirst(2) : nil
    }

    private static func number(_ part: Substring, _ letter: String, atMost most: Int64) -> Int64? {
        guard let text = value(part, letter), let number = Int64(text), (0...most).contains(number) else { return nil }
        return number
    }
}
