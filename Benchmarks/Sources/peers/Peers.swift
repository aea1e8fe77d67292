import Foundation

/// `make bench-peers`: what Wayside costs beside other programs on the same pictures, as tables and as docs/performance.md.
@main
struct Peers {
    static func main() {
        do {
            try run(Options(Array(CommandLine.arguments.dropFirst())))
        } catch {
            say("peers: \(error)")
            exit(70)
        }
    }

    /// Measures recording by recording and writes the document anew after each: who stops the half hour has what was
    /// measured until then, and the document says what it lacks.
    private static func run(_ options: Options) throws {
        let bench = try Bench(options), before = load()
        let file = try options.required("document"), facts = try facts(options)
        var recordings = try PeerRecording.all(in: options.required("recordings"))
        if let only = options.optional("only") { recordings.removeAll { !$0.name.contains(only) } }
        var outcomes: [Outcome] = [], missing: [String] = []
        if bench.motion == nil { missing.append("Motion, which is not installed") }
        if bench.opencv == nil { missing.append("OpenCV, which is not installed") }
        for (number, recording) in recordings.enumerated() {
            do {
                outcomes.append(try bench.measure(recording, say))
            } catch {
                missing.append("\(recording.name): \(error)")
                say("left out: \(recording.name): \(error)")
                continue
            }
            let document = PerformanceDocument(
                outcomes: outcomes, rounds: bench.rounds,
                missing: missing + recordings.dropFirst(number + 1).map { "\($0.name): stopped before" },
                origin: options.optional("origin") ?? "rendered",
                facts: facts + [("load before and after", "\(before), \(load())")])
            try document.markdown.write(toFile: file, atomically: true, encoding: .utf8)
        }
        if outcomes.isEmpty { throw Problem("nothing could be measured") }
        for table in Tables(outcomes: outcomes).all { print("\(table.title)\n\(table.text)") }
        for words in missing { print("left out: \(words)") }
        say("wrote \(file)")
    }

    /// Lines of a name, a tab and a value, made by the script that knows what is installed.
    private static func facts(_ options: Options) throws -> [(String, String)] {
        try String(contentsOfFile: options.required("facts"), encoding: .utf8).split(separator: "\n").map {
            let parts = $0.split(separator: "\t", maxSplits: 1)
            return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "-")
        }
    }

    /// The load of the machine over the last minute.
    private static func load() -> String {
        let text = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)) ?? ""
        return text.split(separator: " ").first.map(String.init) ?? "-"
    }

    private static func say(_ words: String) { FileHandle.standardError.write(Data((words + "\n").utf8)) }
}
