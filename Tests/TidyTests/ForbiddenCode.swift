/// Code that the house does not have, found in the text of a file without its comments and strings.
enum ForbiddenCode {
    /// Wayside starts no other program.
    static func processes(_ file: TextFile) -> [Finding] {
        findings(
            file, /\b(Process|posix_spawnp?|system|popen|fork|vfork|exec[lv][a-z]*)\s*\(/, "starts another program")
    }

    /// Words to the user are written by the commands alone.
    static func printing(_ file: TextFile) -> [Finding] {
        if file.path.hasPrefix("Sources/wayside/Commands/") { return [] }
        return findings(file, /\b(print|debugPrint|dump|NSLog|puts|printf)\s*\(/, "prints outside the commands")
    }

    /// Pure modules have no clock: their time comes from frames.
    static func clocks(_ file: TextFile) -> [Finding] {
        guard let module = file.module, ImportTable.pure.contains(module) else { return [] }
        let clock =
            /\b(ContinuousClock|SuspendingClock|DispatchTime|clock_gettime|gettimeofday|Date\s*\(|Date\.now|time\s*\(\s*nil)/
        return findings(file, clock, "reads a clock in a pure module")
    }

    /// The same input gives the same bytes: no unseeded randomness, no per-process hashes.
    static func chance(_ file: TextFile) -> [Finding] {
        findings(
            file,
            /\bhashValue\b|\bSystemRandomNumberGenerator\b|\.shuffled\(\)|\.shuffle\(\)|\.randomElement\(\)|\barc4random/,
            "is not the same in every run")
            + findings(file, /\.random\(in:[^)]*\)/, "draws without a seed").filter { !$0.what.contains("using:") }
    }

    /// Outside data is never forced.
    static func force(_ file: TextFile) -> [Finding] { findings(file, /\btry!/, "forces a try") }

    /// What is put into the text of a question to the database must be a constant of the code: values are bound.
    static func valuesInSQL(_ file: TextFile) -> [Finding] {
        let constants: Set = [
            "condition", "columns", "hasRules ? \"rules\" : \"NULL\"", "id", "filter.isNewestFirst ? \" DESC\" : \"\"",
            "isAlarm",
            "Schema.isAlarm", "isRare", "LedgerReader.isRare", "LedgerReader.isOfFrames", "notAnEnd", "places",
            "pragma", "table", "act", "act.lowercased()",
            // Numbers of this program.
            "applicationID", "index + 1", "mostPages", "wait_ms",
        ]
        let words = /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|FROM|WHERE|ORDER BY|CREATE|PRAGMA)\b/.wordBoundaryKind(
            .simple)
        var result: [Finding] = []
        for (number, line) in file.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        where line.contains(words) && !line.drop(while: { $0 == " " }).hasPrefix("//") {
            for match in line.matches(of: /\\\(((?:[^()]|\([^()]*\))*)\)/)
            where !constants.contains(String(match.output.1)) {
                result.append(Finding(place: "\(file.path):\(number + 1)", what: "a value in SQL: \(match.output.1)"))
            }
        }
        return result
    }

    private static func findings<Match>(_ file: TextFile, _ pattern: Regex<Match>, _ what: String) -> [Finding] {
        // By Unicode's default rules `a.b` is one word.
        let pattern = pattern.wordBoundaryKind(.simple)
        var result: [Finding] = []
        let lines = CodeText.code(of: file.text).split(separator: "\n", omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            for match in line.matches(of: pattern) {
                result.append(Finding(place: "\(file.path):\(number + 1)", what: "\(what): \(line[match.range])"))
            }
        }
        return result
    }
}

/// Words that a finished text does not have, and paths of one machine. Found in comments and documents too.
enum ForbiddenWords {
    // Put together from pieces, so that this file does not find itself.
    private static let words = ["TO" + "DO", "FIX" + "ME", "X" + "XX"]
    private static let machines = ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/t" + "mp/"]

    static func findings(_ file: TextFile) -> [Finding] {
        var result: [Finding] = []
        for (number, line) in file.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let place = "\(file.path):\(number + 1)"
            let tokens = Set(line.split { !$0.isLetter })
            result += words.filter { tokens.contains($0[...]) }.map { Finding(place: place, what: "unfinished: \($0)") }
            result += machines.filter { line.contains($0) }.map {
                Finding(place: place, what: "path of a machine: \($0)")
            }
        }
        return result
    }
}
