import StrictYAML
import Testing

private enum Colour: String, CaseIterable { case red, green, blue }

/// Reads `v: TEXT` through `body` and gives what it returned and what was noted.
private func reading<T>(_ text: String, _ body: (YAMLValue) -> T?) -> (value: T?, problems: String) {
    var value: T?
    do {
        _ = try YAMLFile.read(text: "v: \(text)\n", file: "f") { root -> Bool? in
            value = root.mapping(["v"])?.required("v").flatMap(body)
            return true
        }
        return (value, "")
    } catch { return (value, error.description) }
}

@Suite struct `YAML values` {
    @Test(arguments: [
        ("0", 0.0), ("-3", -3), ("+2.5", 2.5), ("1e3", 1000), ("1.5E-1", 0.15), ("0.0001", 0.0001),
    ])
    func `decimal numbers are read`(text: String, expected: Double) {
        #expect(reading(text) { $0.number() }.value == expected)
    }

    @Test(arguments: [
        "0x10", "1_000", ".5", "5.", "007", "1:30", ".nan", ".inf", "inf", "nan", "1e999", "\"5\"", "ten", "[1]", "",
        "~", "1,5",
        "５",
    ])
    func `what only looks like a number is refused`(text: String) {
        let result = reading(text) { $0.number() }
        #expect(result.value == nil && result.problems.contains("`v` must be a number"), "\(result)")
    }

    @Test(arguments: ["1.0", "1e3", "99999999999999999999", "\"1\"", "0x1", "01"])
    func `what is not a whole number is refused`(text: String) {
        #expect(reading(text) { $0.integer(in: Int.min...Int.max) }.value == nil)
    }

    @Test(
        arguments: [
            ("90s", 90_000), ("10m", 600_000), ("72h", 259_200_000), ("7d", 604_800_000), ("1.5s", 1500),
            ("500ms", 500),
            ("0s", 0), ("0.001s", 1), ("0.1m", 6000),
        ] as [(String, Int64)])
    func `lengths of time are read and written back`(text: String, expected: Int64) {
        #expect(reading(text) { $0.duration_ms() }.value == expected)
        #expect(parseDuration_ms(formatDuration(expected)) == expected)
    }

    @Test(arguments: [
        "90", "s", "-1s", "+1s", "1 s", "1.5", "1S", "1min", "0.5ms", "1e3s", ".5s", "05s", "9999999999s", "[1s]", "",
    ])
    func `what is not a length of time is refused`(text: String) {
        let result = reading(text) { $0.duration_ms() }
        #expect(result.value == nil && result.problems.contains("`v` must be a length of time"), "\(result)")
    }

    @Test(arguments: [("on", true), ("off", false), ("true", true), ("no", false)])
    func `switches are read`(text: String, expected: Bool) {
        #expect(reading(text) { $0.bool() }.value == expected)
    }

    @Test(arguments: ["1", "\"on\"", "ON", "maybe", ""])
    func `what is not a switch is refused`(text: String) {
        #expect(reading(text) { $0.bool() }.value == nil)
    }

    @Test func `a word of a closed list is read, and the nearest is named when it is another`() {
        #expect(reading("green") { $0.word(Colour.self) }.value == .green)
        #expect(
            reading("gren") { $0.word(Colour.self) }.problems
                == "f:1:4: `v` cannot be \"gren\"; did you mean \"green\"?")
        #expect(reading("mauve") { $0.word(Colour.self) }.problems.hasSuffix("; use red, green or blue"))
        #expect(reading("") { $0.word(Colour.self) }.problems.contains("`v` must be a word, not nothing"))
    }

    @Test(arguments: ["A", "-a", "a b", "a_b", "ä", "", "[a]", "a/../b", String(repeating: "a", count: 65)])
    func `what is not an id is refused`(text: String) {
        #expect(reading(text) { $0.identifier() }.value == nil)
    }

    @Test func `lists have the length they must have`() {
        #expect(reading("[1, 2]") { $0.numbers(count: 2) }.value == [1, 2])
        #expect(reading("[1]") { $0.numbers(count: 2) }.problems.hasSuffix("`v` has 1 items; give 2"))
        #expect(reading("[]") { $0.list(count: 1...3) }.problems.hasSuffix("give at least 1"))
        #expect(reading("") { $0.list() }.problems.hasSuffix("`v` must be a list, not nothing; write [] for none"))
    }

    @Test(arguments: [
        ("", "", 0), ("abc", "", 3), ("abc", "abc", 0), ("abc", "abd", 1), ("abc", "acb", 1), ("kitten", "sitting", 3),
        ("a", "äa", 1),
    ])
    func `edit distance counts insertions, deletions, substitutions and swaps`(a: String, b: String, expected: Int) {
        #expect(editDistance(a, b) == expected)
        #expect(editDistance(b, a) == expected)
    }

    @Test func `hyphen, underline and case do not hide the nearest word`() {
        #expect(nearest(to: "More-Than", among: ["after", "more_than"]) == "more_than")
        #expect(nearest(to: "colour", among: ["after", "more_than"]) == nil)
    }
}
