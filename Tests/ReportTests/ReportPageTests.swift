import Base
import Foundation
import Report
import Score
import Testing

@Suite struct `The report page` {
    private static let start = Timestamp.recordingDefault

    private static func content(title: String = "Loading bay", events count: Int = 3) -> ReportContent {
        var camera = CameraSettings(id: "bay")
        camera.places = [
            Place(id: "exit", shape: .zone(Polygon([Point(0.2, 0.2), Point(0.6, 0.2), Point(0.4, 0.7)]))),
            Place(id: "gate", shape: .line(Segment(Point(0.1, 0.9), Point(0.9, 0.9)))),
        ]
        var policy = Policy(
            id: "starter", version: 3, title: "t", reason: "r", hash: String(repeating: "ab", count: 32))
        var term = BehaviourTerm(id: "loitering", behaviour: .loitering, level: .high)
        term.points_mp = -1500
        policy.terms = [term]
        var content = ReportContent(
            title: title, site: "depot", camera: camera, pictureSize: PixelSize(width: 640, height: 480), start: start,
            end: start.advanced(bySeconds: 60), detector: "test/1", policy: policy)
        var scorer = Scorer(policy: policy)
        for index in 0..<count {
            let time = start.advanced(bySeconds: Double(10 + index * 5))
            var event = ObservedEvent(
                source: "depot/bay", behaviour: .loitering, subject: "exit", rule: "loitering@exit", phase: .began,
                time: time,
                start: time, startSequence: index * 50)
            event.box = Box(x: 0.3, y: 0.3, width: 0.1, height: 0.2)
            let entries = scorer.score(.event(event), past: EntriesPast())
            content.entries += entries
            guard case .event(let scored) = entries[0].content else { continue }
            content.events.append(ReportedEvent(event: event, entry: scored, picture: [0xFF, 0xD8, 0xFF, 0xD9]))
        }
        let exposure = Exposure(
            source: "depot/bay", place: "exit", start: start, end: content.end, observed_ms: 50_000,
            blind_ms: [.init(reason: "dark", milliseconds: 10_000)])
        content.entries += scorer.score(.exposure(exposure), past: EntriesPast())
        content.counts = [ReportedCount("pictures", "600")]
        return content
    }

    @Test func `nothing is loaded from elsewhere and nothing runs`() {
        let html = ReportPage(Self.content()).html()
        for word in [
            "http://", "https://", "//cdn", "<script", "<link", "<iframe", "@import", "url(", "javascript:", " on",
        ] {
            let found = html.ranges(of: word).map { html[$0.lowerBound...].prefix(24) }
            let inText = found.filter { !(word == " on" && !$0.contains("=\"")) }
            #expect(inText.isEmpty, "\(word)")
        }
        let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; img-src data:;"
        #expect(html.contains(policy))
        let references = html.ranges(of: "href=\"").map { html[$0.upperBound...].prefix { $0 != "\"" } }
        #expect(
            !references.isEmpty
                && references.allSatisfy { $0.hasPrefix("#event-") || $0.hasPrefix("data:image/jpeg;base64,") })
    }

    @Test func `words of a file cannot become markup`() {
        var content = Self.content(title: "<img src=x onerror=alert(1)> & \"quotes\"")
        content.purpose = "</style><script>alert(1)</script>"
        let html = ReportPage(content).html()
        #expect(!html.contains("<img") && !html.contains("<script") && html.ranges(of: "</style>").count == 1)
        #expect(html.contains("&lt;img src=x onerror=alert(1)&gt; &amp; &quot;quotes&quot;"))
    }

    @Test func `the same content gives the same bytes`() {
        #expect(ReportPage(Self.content()).html() == ReportPage(Self.content()).html())
    }

    @Test func `every tag is closed`() throws {
        let html = ReportPage(Self.content()).html()
        // The body is well-formed XML: meta elements are closed and attributes quoted.
        let parser = XMLWellFormedness(html.replacing("<!doctype html>\n", with: ""))
        #expect(parser.problem == nil)
    }

    @Test func `events, marks and terms are all there`() {
        let html = ReportPage(Self.content()).html()
        for index in 1...3 {
            #expect(html.contains("id=\"event-\(index)\"") && html.contains("href=\"#event-\(index)\""))
        }
        #expect(html.ranges(of: "high 85").count >= 3)
        #expect(html.contains("WS1/B:H/D:0/M:0/H:0/R:0/P:100/C:1000"))
        #expect(html.contains("-1.500") && html.contains("75.500"))
        #expect(html.contains("dark 10 s") && html.contains("observed 50 s of 60 s"))
        #expect(html.contains("600"))
    }

    @Test func `a report without events says so`() {
        let html = ReportPage(Self.content(events: 0)).html()
        #expect(html.contains("Nothing was observed."))
        #expect(html.contains("nothing weighed"))
    }
}

/// Checks that tags nest; enough for a document that we write ourselves.
private struct XMLWellFormedness {
    private(set) var problem: String?

    init(_ text: String) {
        var open: [Substring] = []
        var rest = text[...]
        while let start = rest.firstIndex(of: "<") {
            guard let end = rest[start...].firstIndex(of: ">") else { problem = "a tag has no end"; return }
            let tag = rest[rest.index(after: start)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasSuffix("/") { continue }
            let name = tag.drop { $0 == "/" }.prefix { $0 != " " }
            if !tag.hasPrefix("/") {
                open.append(name)
            } else if open.popLast() != name {
                problem = "</\(name)> closes another"; return
            }
        }
        if let last = open.last { problem = "<\(last)> is never closed" }
    }
}
