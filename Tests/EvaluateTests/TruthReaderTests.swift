import Base
import Evaluate
import Foundation
import StrictYAML
import Testing

private let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
private let footage = ProcessInfo.processInfo.environment["WAYSIDE_FOOTAGE"] ?? packageRoot + "/../shared/data"

private func truthFiles() -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: footage)) ?? []
    return names.sorted().map { "\(footage)/\($0)/truth.yaml" }.filter { FileManager.default.fileExists(atPath: $0) }
}

@Suite struct `Truth files` {
    @Test func `a truth with everything in it is read`() throws {
        let text = """
            truth: 1
            labelled: by hand
            tolerance: 2.0
            ignore: [[0.0, 3.0]]
            events:
              - {behaviour: loitering, place: fire-exit, start: 30.0, end: 75.0, match: overlap}
              - {behaviour: line-crossed, place: gate, direction: left, at: 12.4}
              - {behaviour: occupancy, place: yard, at: 40, value: 3}
              - {behaviour: camera-tampered, start: 50}
            counts:
              - {behaviour: line-crossed, place: gate, direction: right, count: 9}
            """
        let truth = try TruthReader.read(text: text, file: "t.yaml")
        #expect(truth.events.map(\.line) == [7, 6, 8, 9])
        #expect(
            truth.events[0]
                == Truth.Event(behaviour: .lineCrossed, place: "gate", direction: .left, onset_s: 12.4, line: 7))
        #expect(truth.events[1].matchesByOverlap && truth.events[1].end_s == 75)
        #expect(
            truth.counts == [Truth.Count(behaviour: .lineCrossed, place: "gate", direction: .right, count: 9, line: 11)]
        )
        #expect(truth.ignore_s == [0...3])
    }

    @Test(arguments: [
        ("truth: 2\ntolerance: 1\nevents: []", "t:1:8: format version 2"),
        ("truth: 1\nevents: []", "t:1:1: the truth has no `tolerance`; add `tolerance: 2.0`"),
        ("truth: 1\ntolerance: -1\nevents: []", "t:2:12: `tolerance` is -1, which is out of range"),
        ("truth: 1\ntolerance: 1", "t:1:1: the truth has neither `events` nor `counts`"),
        ("truth: 1\ntolerance: 1\nevent: []", "t:3:1: unknown key `event` in the truth; did you mean \"events\"?"),
        ("truth: 1\ntolerance: 1\nevents: [{behaviour: motion}]", "t:3:10: the event has no time"),
        (
            "truth: 1\ntolerance: 1\nevents: [{behaviour: motion, at: 1, start: 2}]",
            "t:3:37: an event has `at` or `start`, not both"
        ),
        ("truth: 1\ntolerance: 1\nevents: [{behaviour: motion, at: 1, end: 2}]", "t:3:37: `end` goes with `start`"),
        (
            "truth: 1\ntolerance: 1\nevents: [{behaviour: motion, start: 3, end: 2}]",
            "t:3:40: the event ends before it starts"
        ),
        (
            "truth: 1\ntolerance: 1\nevents: [{behaviour: motion, start: 3, match: overlap}]",
            "t:3:40: only a span can be matched"
        ),
        (
            "truth: 1\ntolerance: 1\nevents: [{behaviour: motion, at: 3, match: near}]",
            "t:3:44: `match` cannot be \"near\"; use time or overlap"
        ),
        (
            "truth: 1\ntolerance: 1\nevents: [{behaviour: motion, at: 3, direction: left}]",
            "t:3:37: motion has no direction"
        ),
        (
            "truth: 1\ntolerance: 1\nevents: [{behaviour: motion, at: 3, value: 2}]",
            "t:3:37: only occupancy has a value"
        ),
        (
            "truth: 1\ntolerance: 1\nevents: [{behaviour: loitring, at: 3}]",
            "t:3:22: `behaviour` cannot be \"loitring\"; did you mean \"loitering\"?"
        ),
        ("truth: 1\ntolerance: 1\nignore: [[3, 1]]\nevents: []", "t:3:10: the span ends before it begins"),
        ("truth: 1\ntolerance: 1\ncounts: [{behaviour: motion, count: -1}]", "t:3:37: `count` is -1"),
        (
            "truth: 1\ntolerance: 1\nevents: [{behaviour: motion, at: 1}]\ncounts: [{behaviour: motion, count: 1}]",
            "t:4:10: this total covers what line 3 says already"
        ),
    ])
    func `a bad truth is told with its place`(text: String, expected: String) throws {
        let error = try #require(throws: Diagnostics.self) { _ = try TruthReader.read(text: text, file: "t") }
        #expect(error.list.contains { $0.description.hasPrefix(expected) }, "\(error)")
    }

    @Test func `the truth of the documentation is read`() throws {
        let documentation = try String(contentsOfFile: packageRoot + "/docs/formats.md", encoding: .utf8)
        let blocks = documentation.components(separatedBy: "```yaml\n").dropFirst()
        let text = try #require(blocks.first { $0.hasPrefix("truth:") }?.components(separatedBy: "```").first)
        let truth = try TruthReader.read(text: text, file: "t")
        #expect(truth.events.count == 2 && truth.counts.count == 1 && truth.ignore_s == [0...3])
    }

    @Test func `a missing truth is told`() throws {
        let error = try #require(throws: Diagnostics.self) { _ = try TruthReader.read(file: "/nowhere/truth.yaml") }
        #expect(error.description == "/nowhere/truth.yaml: no such file; check the path")
    }

    @Test func `the truth schema has the reader's keys and words`() throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: packageRoot + "/docs/schemas/truth.schema.json"))
        let root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let definitions = try #require(root["definitions"] as? [String: [String: Any]])
        func keys(_ object: [String: Any]?) -> Set<String> {
            object?["additionalProperties"] as? Bool == false
                ? Set((object?["properties"] as? [String: Any] ?? [:]).keys) : []
        }
        #expect(keys(root) == Set(TruthReader.keys))
        #expect(keys(definitions["event"]) == Set(TruthReader.eventKeys))
        #expect(keys(definitions["count"]) == Set(TruthReader.countKeys))
        for name in ["event", "count"] {
            let properties = try #require(definitions[name]?["properties"] as? [String: [String: Any]])
            #expect(properties["behaviour"]?["enum"] as? [String] == Behaviour.allCases.map(\.rawValue))
        }
    }

    @Test(.enabled(if: !truthFiles().isEmpty, "the development footage is not here"))
    func `every truth of the development footage is read`() throws {
        for file in truthFiles() { #expect(try TruthReader.read(file: file).events.count > 0, "\(file)") }
    }
}
