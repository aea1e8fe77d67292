import StrictYAML
import Testing

/// What is wrong with a text when its root is read as a mapping with the keys `a` and `b`.
private func problems(of text: String, limits: YAMLLimits = .standard) -> String {
    do {
        _ = try YAMLFile.read(text: text, file: "f.yaml", limits: limits) { root -> Bool? in
            _ = root.mapping(["a", "b"])
            return true
        }
        return ""
    } catch { return error.description }
}

@Suite struct `YAML syntax` {
    @Test(arguments: [
        ("", "f.yaml:1:1: the file is empty"),
        ("# only a comment\n", "f.yaml:1:1: the file is empty"),
        ("a: [1, 2\nb: 3\n", "f.yaml:2:"),
        ("a: \"open\nb: 3\n", "f.yaml:"),
        ("a: 1\n\tb: 2\n", "f.yaml:2:1: not YAML: found a tab character that violates indentation; indent with spaces"),
        ("a: 1\na: 2\n", "f.yaml:1:1: the key `a` stands more than once"),
        ("a: 1\n---\nb: 2\n", "f.yaml:2:1: not one YAML document"),
        ("a: &x 1\nb: *x\n", "f.yaml:2:4: the alias *x is not read"),
        ("a: &x [1]\nb: {<<: *x}\n", "f.yaml:2:9: the alias *x is not read"),
        ("a: *nothing\n", "f.yaml:1:4: not one YAML document: found undefined alias"),
        ("a: !!binary aGk=\n", "f.yaml:1:4: the tag tag:yaml.org,2002:binary is not read; remove it"),
        ("a: !secret x\n", "f.yaml:1:4: the tag !secret is not read"),
        ("? [1, 2]\n: 3\n", "f.yaml:1:3: a key is not a word"),
        ("c: 1\n", "f.yaml:1:1: unknown key `c` in the file"),
        ("[1, 2]\n", "f.yaml:1:1: `the file` must be a mapping, not a list"),
        ("a: \u{1}\n", "f.yaml:1:4: not YAML: control characters are not allowed"),
        ("ä: 1\nä: \u{1}", "f.yaml:2:4: not YAML: control characters are not allowed"),
    ])
    func `broken text is refused with its position`(text: String, expected: String) {
        let found = problems(of: text)
        #expect(found.hasPrefix(expected), "\(found)")
    }

    @Test func `an ampersand and a star in ordinary text are no alias`() {
        #expect(problems(of: "a: \"Fish & chips\"\nb: \"2 * 3 *bold* &c\"\n") == "")
    }

    @Test func `aliases that would grow without end are refused at once`() {
        var text = "a: &a0 [x]\n"
        for level in 1...60 { text += "k\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        text += "? *a60 : y\n? *a59 : y\n"
        #expect(problems(of: text).contains("the alias *a0 is not read"))
    }

    @Test(arguments: [33, 500, 5000, 100_000])
    func `deep nesting is refused and does not overflow the stack`(depth: Int) {
        let text = "a: " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        #expect(problems(of: text) != "")
    }

    @Test func `nesting up to the limit is read`() {
        #expect(problems(of: "a: " + String(repeating: "[", count: 31) + String(repeating: "]", count: 31)) == "")
    }

    @Test func `a text over the byte limit is refused`() {
        #expect(problems(of: "a: 12345678901234567890", limits: YAMLLimits(bytes: 10)).contains("larger than 10 bytes"))
    }

    @Test func `all unknown keys are said at once in order of position`() {
        let found = problems(of: "d: 1\na: 2\naa: 3\n")
        #expect(
            found == """
                f.yaml:1:1: unknown key `d` in the file; did you mean "a"?
                f.yaml:3:1: unknown key `aa` in the file; did you mean "a"?
                """)
    }
}
