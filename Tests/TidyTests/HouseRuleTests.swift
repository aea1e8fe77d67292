import Testing

/// The rules of the house, held over the whole tree. `CheckerTests` shows that each of them can fail.
@Suite struct `House rules` {
    @Test func `the tree is there`() {
        #expect(Tree.sources.count > 30 && Tree.tests.count > 20)
        #expect(Set(Tree.sources.compactMap(\.module)) == Set(ImportTable.allowed.keys))
    }

    @Test func `files are short`() {
        let lengths = Tree.sources.map { lineCount($0.text) }
        #expect(percentile(lengths, 0.5) <= 150)
        let long = (Tree.sources + Tree.tests).filter { lineCount($0.text) > 600 }.map(\.path)
        #expect(long == [])
    }

    @Test func `functions are short`() {
        var lengths: [Int] = []
        for file in Tree.sources {
            for function in functionLengths(in: file.text) {
                lengths.append(function.lines)
                #expect(function.lines <= 70, "\(file.path):\(function.line)")
            }
        }
        #expect(lengths.count > 300)
        #expect(percentile(lengths, 0.95) <= 30)
    }

    @Test func `modules import what the table allows`() { #expect(Tree.sources.flatMap(ImportTable.findings) == []) }

    @Test func `the manifest declares what the table allows`() {
        let declared = declaredDependencies(Tree.text("Package.swift") ?? "")
        for (module, allowed) in ImportTable.allowed {
            #expect(declared[module]?.isSubset(of: allowed) == true, "\(module): \(declared[module] ?? [])")
        }
    }

    @Test func `no other program is started`() { #expect(Tree.sources.flatMap(ForbiddenCode.processes) == []) }
    @Test func `only commands print`() { #expect(Tree.sources.flatMap(ForbiddenCode.printing) == []) }
    @Test func `pure modules have no clock`() { #expect(Tree.sources.flatMap(ForbiddenCode.clocks) == []) }
    @Test func `nothing depends on chance`() { #expect(Tree.sources.flatMap(ForbiddenCode.chance) == []) }
    @Test func `nothing is forced`() { #expect(Tree.sources.flatMap(ForbiddenCode.force) == []) }
    @Test func `no value is written into SQL`() {
        #expect(Tree.sources.flatMap(ForbiddenCode.valuesInSQL) == [])
        let bad = TextFile(path: "x", text: "let a = \"SELECT id FROM t WHERE name = '\\(name)'\"\n")
        #expect(ForbiddenCode.valuesInSQL(bad).count == 1)
    }
    @Test func `types are documented`() { #expect(Tree.sources.flatMap(undocumentedTypes) == []) }

    @Test func `nothing unfinished and no path of a machine is left`() {
        let texts = Tree.files(endings: [".swift", ".md", ".yaml", ".c", ".h", ".sh", ".json", "Makefile", "run"])
        #expect(texts.count > 80)
        #expect(texts.flatMap(ForbiddenWords.findings) == [])
    }

    @Test func `links in documents resolve`() {
        #expect(!Tree.documents.isEmpty)
        #expect(Tree.documents.flatMap { brokenLinks($0, exists: Tree.exists) } == [])
    }

    @Test func `every cause of the table of attacks names tests that exist`() throws {
        let rows = try #require(Tree.text("docs/security.md")).split(separator: "\n").filter { $0.hasPrefix("| ") }
            .dropFirst()
        let swift = Tree.tests.map(\.text).joined(separator: "\n")
        let python = Tree.files(endings: [".py"]).map(\.text).joined(separator: "\n")
        #expect(rows.count > 15)
        for row in rows {
            let names =
                row.split(separator: "|").last.map { $0.matches(of: /`([^`]+)`/).map { String($0.output.1) } } ?? []
            #expect(!names.isEmpty, "\(row)")
            for name in names {
                #expect(swift.contains("`\(name)`") || python.contains("def \(name)("), "no such test: \(name)")
            }
        }
    }

    @Test func `every requirement names a file and a test that exist`() throws {
        let (rows, findings) = RequirementRow.read(try #require(Tree.text("seeds/requirements.md")))
        #expect(findings == [])
        let expected = (1...19).map { "D\($0)" } + (1...7).map { "C\($0)" } + (1...19).map { "U\($0)" }
        #expect(Set(rows.map(\.id)).isSuperset(of: expected))
        #expect(Set(rows.map(\.id)).count == rows.count)
        let tests = Tree.tests.map(\.text).joined(separator: "\n")
        let wrong = rows.flatMap { $0.findings(exists: Tree.exists) { tests.contains("`\($0)`") } }
        #expect(wrong == [])
    }

    @Test func `every fixture has its pictures, its description, its truth and its scene`() {
        let folders = Tree.folders(in: "fixtures").filter { $0 != "scenes" }
        #expect(folders.contains("courtyard"), "make demo replays it")
        for name in folders {
            let folder = "fixtures/" + name
            #expect(Tree.exists(folder + "/fixture.yaml") && Tree.exists(folder + "/truth.yaml"), "\(folder)")
            #expect(Tree.exists(folder + "/frames") != Tree.exists(folder + "/frames.mjpeg"), "\(folder)")
            #expect(Tree.exists("fixtures/scenes/\(name).yaml"), "\(folder)")
        }
    }

    @Test func `the folder of scenes holds scenes alone`() {
        // A scene's name is the name of the fixture made of it, and so has the form of an id.
        let names = Tree.names(in: "fixtures/scenes")
        #expect(names.count > 5)
        for name in names {
            #expect(name.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*\.yaml/) != nil, "\(name)")
            #expect(Tree.text("fixtures/scenes/" + name)?.contains(/(^|\n)scene: 1\n/) == true, "\(name)")
        }
    }
}
