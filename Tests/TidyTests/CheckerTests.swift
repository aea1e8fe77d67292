import Testing

/// Each checker is shown a text that breaks its rule, and one that only looks as if it did.
@Suite struct `Checkers can fail` {
    private func file(_ text: String, _ path: String = "Sources/Detect/X.swift") -> TextFile {
        TextFile(path: path, text: text)
    }

    @Test func `comments, strings and raw identifiers are no code`() {
        let text = """
            let a = "} \\(b("{")) {" // {
            /* { /* { */ */ let c = #"{ " \\( "# ; func `a { b`() {}
            """
        let code = CodeText.code(of: text)
        #expect(code.filter { "{}".contains($0) } == "{}")
        #expect(code.contains("let a =") && code.contains("let c =") && !code.contains("b("))
        #expect(lineCount(code) == lineCount(text))
        #expect(!CodeText.code(of: "let s = \"\"\"\n  system(\"\n  \"\"\"\nlet t").contains("system"))
    }

    @Test func `functions are measured from signature to brace`() {
        let text = """
            protocol P {
                func a()
                init(b: Int)
            }
            func one() { x.init(1) }
            struct S {
                init(
                    a: Int
                ) {
                    "}"
                }
                func three()
                    -> Int
                { 3 }
            }
            """
        #expect(functionLengths(in: text).map(\.lines) == [1, 5, 3])
        #expect(functionLengths(in: text).map(\.line) == [5, 7, 12])
        let long = "func f() {\n" + String(repeating: "a()\n", count: 80) + "}"
        #expect(functionLengths(in: long).map(\.lines) == [82])
    }

    @Test func `percentiles are nearest ranks`() {
        #expect(percentile(Array(1...100), 0.95) == 95)
        #expect(percentile([7], 0.5) == 7 && percentile([], 0.5) == 0)
    }

    @Test func `a wrong import is found`() {
        #expect(ImportTable.findings(file("public import Base\n")) == [])
        #expect(ImportTable.findings(file("import Foundation\n")).count == 1)
        #expect(ImportTable.findings(file("@preconcurrency internal import struct Score.Policy\n")).count == 1)
        #expect(ImportTable.findings(file("// import Score\n")) == [])
        #expect(ImportTable.findings(file("import CJPEG\n", "Sources/Pipeline/X.swift")).count == 1)
        #expect(ImportTable.findings(file("import GRDB\n", "Sources/Score/X.swift")).count == 1)
        #expect(ImportTable.findings(file("", "Sources/Unknown/X.swift")).count == 1)
    }

    @Test func `a wrong dependency in the manifest is found`() {
        let manifest = """
            let package = Package(targets: [
                .target(name: "Detect", dependencies: ["Base", grdb], swiftSettings: house),
                .executableTarget(
                    name: "wayside",
                    dependencies: [
                        "Base", arguments,
                    ]),
                .target(name: "Queue", swiftSettings: house),
            ])
            """
        let declared = declaredDependencies(manifest)
        #expect(declared == ["Detect": ["Base", "GRDB"], "wayside": ["Base", "ArgumentParser"], "Queue": []])
    }

    @Test(arguments: ["Process()", "system(\"ls\")", "posix_spawn(&a)", "execve(a)", "popen(x)"])
    func `starting a program is found`(code: String) {
        #expect(ForbiddenCode.processes(file("let a = \(code)")).count == 1)
        #expect(ForbiddenCode.processes(file("// \(code)\nfunc executes() {}\nlet a = ecosystem(1)")) == [])
    }

    @Test func `printing, clocks, chance and force are found`() {
        #expect(ForbiddenCode.printing(file("print(1)")).count == 1)
        #expect(ForbiddenCode.printing(file("footprint(1); x.sprint(2)")) == [])
        #expect(ForbiddenCode.printing(file("print(1)", "Sources/wayside/Commands/Replay.swift")) == [])
        #expect(ForbiddenCode.clocks(file("let t = ContinuousClock().now")).count == 1)
        #expect(ForbiddenCode.clocks(file("let t = Date()")).count == 1)
        #expect(ForbiddenCode.clocks(file("let t = Date()", "Sources/Pipeline/X.swift")) == [])
        #expect(ForbiddenCode.chance(file("a.hashValue; b.shuffled(); Int.random(in: 0..<9)")).count == 3)
        #expect(ForbiddenCode.chance(file("Int.random(in: 0..<9, using: &seeded)")) == [])
        #expect(ForbiddenCode.force(file("let a = try! b()")).count == 1)
    }

    @Test func `undocumented types are found`() {
        let text = """
            /// Documented.
            @frozen
            public struct A {
                enum B { case c }
                private enum D { case e }
            }
            private struct E { struct F {} }
            extension A {
                package class G {}
            }
            func f() {
                struct Local {}
            }
            final class H {}
            """
        #expect(undocumentedTypes(file(text)).map(\.what) == ["B", "G", "H"].map { "\($0) has no documentation" })
    }

    @Test func `unfinished work and machine paths are found`() {
        #expect(ForbiddenWords.findings(file("// TO" + "DO: later")).count == 1)
        #expect(ForbiddenWords.findings(file("see /wo" + "rk/notes")).count == 1)
        #expect(ForbiddenWords.findings(file("a mastodon, teamwork/notes, autoDOne")) == [])
    }

    @Test func `broken links are found`() {
        let text = """
            [a](there.md#part) [b](../gone.md) [c](https://example.org/x) [d](#here) `[e](code.md)`
            ```
            [f](fenced.md)
            ```
            """
        #expect(relativeLinks(text) == ["there.md", "../gone.md"])
        let broken = brokenLinks(file(text, "docs/a.md")) { $0 == "docs/there.md" }
        #expect(broken.map(\.what) == ["no such file: ../gone.md"])
    }

    @Test func `requirements without file or test are found`() {
        let (rows, findings) = RequirementRow.read(
            """
            | id | what | file | test |
            |---|:--|---|---|
            | D1 | capture | `a.swift` | `b.swift`, `a test by name` |
            | D2 | detect | `gone.swift` | `no such test` |
            | D3 | score | none | |
            | D4 | later | not yet (issue 3) | not yet |
            | D5 | short |
            """)
        #expect(rows.map(\.id) == ["D1", "D2", "D3", "D4"] && findings.count == 1)
        let wrong = rows.map {
            $0.findings(exists: { ["a.swift", "b.swift"].contains($0) }, isTest: { $0 == "a test by name" }).count
        }
        #expect(wrong == [0, 2, 2, 0])
    }
}
