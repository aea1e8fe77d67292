import Base
import Settings
import Foundation
import Testing

@Suite struct `Experimental behaviours` {
    /// The rows of a table of docs/accuracy.md under a heading.
    private func rows(under title: String) throws -> [[String]] {
        let text = try String(contentsOfFile: packageRoot + "/docs/accuracy.md", encoding: .utf8)
        let part = try #require(text.components(separatedBy: "\n## ").first { $0.hasPrefix(title) })
        return part.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst(2).map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        }
    }

    @Test func `the figures that are shown are those that were measured`() throws {
        let shown = ExperimentalBehaviours.all.map { figures in
            [figures.behaviour.rawValue, figures.clips, figures.due, figures.found, figures.wrong].map { "\($0)" }
        }
        #expect(try rows(under: "Experimental behaviours") == shown, "run make accuracy, and put its figures here")
    }

    @Test func `a rule of one is told with its figures, and a rule that stays quiet as such`() throws {
        var camera = CameraSettings(id: "c")
        camera.rules = Behaviour.allCases.map { RuleSettings(id: "r-\($0.rawValue)", behaviour: $0, place: "z") }
        let warnings = DetectedBehaviours.warnings(about: camera)
        let told = Set(DetectedBehaviours.later).union(ExperimentalBehaviours.all.map(\.behaviour))
        #expect(warnings.count == told.count)
        for figures in ExperimentalBehaviours.all where !DetectedBehaviours.later.contains(figures.behaviour) {
            let warning = try #require(warnings.first { $0.contains("r-\(figures.behaviour.rawValue):") })
            #expect(warning.contains("experimental") && warning.contains(figures.words))
        }
    }

    @Test func `figures are words that say how few cases there were`() {
        let words = ExperimentalBehaviours.all.map(\.words)
        #expect(!words.isEmpty && words.allSatisfy { $0.contains(" found, ") && $0.contains(" false in ") })
    }
}
