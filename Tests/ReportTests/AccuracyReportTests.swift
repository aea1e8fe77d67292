import Base
import Evaluate
import FoundationXML
import Foundation
import Report
import Testing

private let start = Timestamp.recordingDefault

/// A clip with one crossing found 0.25 s late, one missed at 50 s and one false at 30 s.
private func clip(_ name: String, conditions: [String] = [], simulated: Bool = false) -> ClipOutcome {
    let events = [10.25, 30].map { at in
        ObservedEvent(
            source: "s/c", behaviour: .lineCrossed, subject: "gate|way", rule: "r", phase: .instant,
            time: start.advanced(bySeconds: at), start: start.advanced(bySeconds: at), startSequence: Int(at * 10))
    }
    let truth = Truth(
        tolerance_s: 1,
        events: [10.0, 50].map { Truth.Event(behaviour: .lineCrossed, place: "gate|way", onset_s: $0) })
    let result = EventMatcher.judge(events, truth: truth, rules: [], name: name, start: start, duration_s: 1800)
    return ClipOutcome(result: result, name: name, conditions: conditions, isSimulated: simulated)
}

private func measured(cost_ms: Double = 2) throws -> DatasetReport {
    var yard = clip("yard", conditions: ["night"]), lane = clip("lane <b>")
    yard.result.quiet = QuietShare(quiet_s: 40, moving_s: 1)
    yard.result.foreground = ForegroundScore(block: 2)
    yard.traits = ClipTraits(height_px: 240, rate: 25, luma: 60)
    yard.cost = FrameCost(pictures: 100, decoding_ms: 50, detecting_ms: 100 * cost_ms)
    lane.result.quiet = QuietShare(quiet_s: 1, moving_s: 1)
    var report = DatasetReport(
        runs: [
            DatasetRun(name: "motion alone", clips: [yard, lane, clip("gate", conditions: ["rain"], simulated: true)])
        ],
        detector: "test/1", machine: "a processor")
    report.peers = try PeerFigure.read(PeerFigure.header + "\nother & co,yard,line-crossed,1,2,3,4.5\n")
    report.notes = ["Without the model."]
    report.experimental = [.lineCrossed, .fall]
    var parity: [ParityGroup] = []
    for contrast in [10.0, 20] {
        for clothing in ParityGroup.Clothing.allCases {
            var group = ParityGroup(
                axis: .clothing, light: "sun", clothing: clothing, contrast_luma: contrast, height_m: 1.7, speed_mps: 1)
            (group.tally.found, group.tally.missed) = (199, clothing == .darker ? 1 : 9)
            parity.append(group)
        }
    }
    report.parity = ParityReport(parity)
    return report
}

/// Rows of the Markdown tables of a section, cell by cell.
private func rows(_ text: String, _ title: String) -> [[String]] {
    let part = text.components(separatedBy: "\n## ").first { $0.hasPrefix(title) } ?? ""
    return part.split(separator: "\n").filter { $0.hasPrefix("| ") && !$0.hasPrefix("| ---") }.map { line in
        String(line.dropFirst(2).dropLast(2)).components(separatedBy: " | ")
    }
}

@Suite struct `The report of a dataset` {
    @Test func `events stand by behaviour with their intervals, peers beside them`() throws {
        let text = AccuracyMarkdown(try measured()).text()
        let table = rows(text, "Recordings: events by behaviour")
        #expect(table[1].prefix(6) == ["line-crossed", "motion alone", "2", "4", "2", "2"])
        #expect(table[1][6] == "0.500 (0.150 to 0.850)" && table[1][9] == "2.0 (0.2 to 7.2)")
        #expect(table[2].prefix(6) == ["", "other & co", "1", "2", "1", "3"])
        #expect(table.last?.first == "all")
    }

    @Test func `clips, conditions, delays and findings have their sections`() throws {
        let text = AccuracyMarkdown(try measured()).text()
        #expect(
            rows(text, "Recordings: by clip")[1] == ["yard", "line-crossed", "2", "0.500 (1 + 1)", "0.333 (1 + 3)"])
        #expect(
            rows(text, "Recordings: by condition").map(\.first) == [
                "condition", "night", "not stated", "measured", "above 20 pictures/s", "up to 360 lines",
                "mean luma below 80",
            ])
        #expect(rows(text, "Recordings: delay")[1] == ["line-crossed", "motion alone", "2", "0.25", "0.25", "0.25"])
        #expect(text.contains("- yard: missed line-crossed at gate|way, 50.00 s\n"))
        #expect(text.contains("- yard: false line-crossed at gate|way, 30.00 s\n"))
        #expect(rows(text, "Simulated scenes: by condition").map(\.first) == ["condition", "rain"])
    }

    @Test func `quiet time, masks and experiments are shown where they were measured`() throws {
        let text = AccuracyMarkdown(try measured()).text()
        #expect(
            rows(text, "Motion in quiet time").dropFirst() == [["yard", "40.0", "2.5 %"]], "one second is too short")
        #expect(rows(text, "Foreground against masks")[1].prefix(3) == ["yard", "0", "1/2"])
        #expect(rows(text, "Experimental behaviours").dropFirst() == [["line-crossed", "2", "4", "2", "2"]])
        #expect(text.contains("> Without the model.\n"))
    }

    @Test func `parity says which groups are alike`() throws {
        let text = AccuracyMarkdown(try measured()).text()
        let row = try #require(rows(text, "Parity").first { $0[0].contains("contrast 10") })
        #expect(row[4] == "0.038" && row[5] == "no parity")
        #expect(text.contains("Largest difference where contrast does not itself limit: 0.038"))
    }

    @Test func `only the last section changes with the machine`() throws {
        let text = AccuracyMarkdown(try measured()).text(), slower = AccuracyMarkdown(try measured(cost_ms: 9)).text()
        #expect(text != slower)
        let heading = "\n## Cost on this machine"
        #expect(text.components(separatedBy: heading)[0] == slower.components(separatedBy: heading)[0])
        #expect(text.components(separatedBy: heading).count == 2)
        #expect(rows(text, "Cost")[1] == ["yard", "100", "0.50", "2.00", "-", "2.50", "4.5"])
    }

    @Test func `the page is whole, loads nothing, runs nothing and escapes names`() throws {
        let html = AccuracyPage(try measured()).html()
        #expect(html == AccuracyPage(try measured()).html())
        for word in [
            "http://", "https://", "<script", "<link", "<iframe", "@import", "url(", "javascript:", "lane <b>",
        ] {
            #expect(!html.contains(word), "\(word)")
        }
        #expect(html.contains("lane &lt;b&gt;") && html.contains("other &amp; co"))
        let parser = XMLParser(data: Data(html.replacing("<!doctype html>\n", with: "").utf8))
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        #expect(html.ranges(of: "<svg").count == 5, "F1 twice, delays twice, recall over contrast")
        #expect(!html.contains("nan") && !html.contains("null"))
    }
    @Test func `each plot of the document is a file of its own that brings its colours`() throws {
        let document = AccuracyMarkdown(try measured(), plots: "accuracy"), text = document.text()
        let plots = document.plots()
        #expect(plots.count == 5 && Set(plots.map(\.name)).count == 5)
        #expect(text.ranges(of: "](accuracy/").count == 5)
        for (name, svg) in plots {
            #expect(text.contains("](accuracy/\(name))") && svg.hasPrefix("<svg xmlns="), "\(name)")
            #expect(svg.contains("prefers-color-scheme:dark") && !svg.contains("<script"), "\(name)")
            #expect(XMLParser(data: Data(svg.utf8)).parse(), "\(name)")
        }
    }
}
