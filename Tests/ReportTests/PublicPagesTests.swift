import Base
import Capture
import Foundation
import Report
import Score
import Testing

/// The board and the transparency pack.
@Suite struct PublicPagesTests {
    private static let policy: Policy = {
        var policy = Policy(id: "p", version: 2, title: "T", reason: "R", hash: String(repeating: "cd", count: 32))
        policy.consequences.commendFrom_mp = 80_000
        return policy
    }()

    private static func standing(_ place: String, observed: Bool = true) -> Standing {
        Standing(
            of: Subject(source: "depot/bay", id: place), at: .recordingDefault, contributions: [],
            exposure: observed ? ExposureShare(observed_ms: 3_600_000, blind_ms: []) : .none, policy: policy)
    }

    private static func entry(_ sequence: Int64, _ content: LedgerEntry.Content) -> LedgerEntry {
        LedgerEntry(
            sequence: sequence, subject: Subject(source: "depot/bay", id: "<gate>"), time: .recordingDefault,
            policy: "",
            content: content)
    }

    private static let facts = PublicFacts(
        time: .recordingDefault,
        behaviours: [.init(behaviour: .loitering, events: 200, reversed: 3)], observed_ms: 90_000_000, blind_ms: 60_000,
        events: (kept: 150, erased: 50), notes: 4, pictures: 1,
        acts: [
            entry(
                1, .access(AccessEntry(author: "bert", act: .look, use: .safety, outcome: .refused, object: "entry 9"))),
            entry(2, .appeal(AppealEntry(number: 1, about: .event("e"), due: .recordingDefault, note: "n"))),
            entry(3, .decision(DecisionEntry(author: "anna", appeal: 1, outcome: .upheld, note: "n"))),
            entry(4, .erasure(ErasureEntry(author: "anna", cause: .request, eventsBefore: nil, notes: ["x", "y"]))),
        ])

    private static func board() -> BoardContent {
        let all = [standing("<gate>"), standing("yard", observed: false)]
        var content = BoardContent(
            title: "Depot & sons", standings: all, rollUps: RollUp.all(of: all, under: policy), facts: facts,
            policy: policy)
        content.commended = [.init(all[0], picture: [0xFF, 0xD8])]
        content.contact = "Write to <office@example.org>"
        return content
    }

    @Test func `the board shows places, exposure, errors and how to appeal`() {
        let html = BoardPage(Self.board()).html()
        for words in [
            "80.000", "unrated", "1 h of 1 h", "3 (1.5 %)", "within 21 days", "1 appeals, 1 upheld",
            "1 of 2 places rated",
            "Write to &lt;office@example.org&gt;", "data:image/jpeg;base64,/9g=",
            #"<th scope="col" class="number">standing</th>"#, #"<th scope="col" class="number">events</th>"#,
        ] { #expect(html.contains(words), "\(words)") }
    }

    @Test func `names cannot become markup, and nothing is loaded or run`() {
        var files = Self.pack().files.map(\.text).filter { $0.hasPrefix("<!doctype") }
        files.append(BoardPage(Self.board()).html())
        for html in files {
            #expect(!html.contains("<gate>") && !html.contains("<script") && !html.contains("http://"))
            #expect(html.contains("default-src &#39;none&#39;"))
        }
    }

    private static func pack(keepsPictures: Bool = false) -> TransparencyContent {
        var camera = CameraSettings(id: "bay")
        camera.masks = [Polygon([Point(0, 0), Point(0.5, 0), Point(0.5, 0.5), Point(0, 0.5)])]
        camera.places = [Place(id: "gate|x", shape: .line(Segment(Point(0, 0), Point(1, 1))))]
        camera.rules = [RuleSettings(id: "r", behaviour: .loitering, place: "gate|x")]
        return TransparencyContent(
            site: ("depot", "Riverside depot", "example"), purpose: "Keep the exit clear",
            cameras: [.init(id: "bay", purpose: "The bay", uses: [.safety, .audit], settings: camera)],
            keepEvents_ms: 90 * 86_400_000, contact: "the office", policy: policy, facts: facts,
            keepsPictures: keepsPictures)
    }

    @Test func `the notice and the assessment say whether pictures of events are kept`() {
        let texts = { (keeps: Bool) in
            Self.pack(keepsPictures: keeps).files.filter { $0.name.hasSuffix(".md") }.map(\.text).joined()
        }
        #expect(texts(false).contains("without pictures") && texts(false).contains("none is kept by the program"))
        #expect(
            texts(true).contains("with a masked picture of each event")
                && texts(true).contains("one of each event is kept"))
        #expect(!texts(true).contains("without pictures") && !texts(true).contains("none is kept"))
    }

    private func file(_ name: String) -> String { Self.pack().files.first { $0.name == name }?.text ?? "" }

    @Test func `the notice says who, why, what, for how long and what anybody can do`() {
        let text = file("notice.md")
        for words in [
            "Riverside depot, example", "Keep the exit clear", "loitering", "for 90 d", "within 21 days", "the office",
            "**Camera bay:** The bay",
        ] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test func `the assessment has the share that is masked, what is kept, and leaves the rest to people`() {
        let text = file("assessment.md")
        for words in [
            "25 %", "gate\\|x", "safety, audit", "150 kept, 50 erased", "3 (1.5 %)", "0 granted, 1 refused",
            "For you to answer",
        ] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test func `the record names every look and every erasure`() {
        let text = file("record.md")
        #expect(text.contains("look of entry 9 (depot/bay/<gate>) for safety by bert: refused"))
        #expect(text.contains("2 notes and pictures (request), entry 4"))
        #expect(text.contains("observed for 1 d 1 h together, and not seen for 1 min"))
    }

    @Test func `the same content gives the same bytes`() {
        #expect(Self.pack().files.map(\.text) == Self.pack().files.map(\.text))
    }
}

/// Pictures without people.
@Suite struct QuietPictureTests {
    private let directory = NSTemporaryDirectory() + "wayside-quiet-\(ProcessInfo.processInfo.globallyUniqueString)"
    private let size = PixelSize(width: 320, height: 160)

    /// Thirty pictures of a grey wall, past which something white goes: each pixel sees it in three of them.
    private func images() throws -> RecordedImages {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        for number in 0..<30 {
            var bytes = [UInt8](repeating: 90, count: 3 * size.count)
            for row in 0..<size.height {
                for column in max(0, number * 10 - 16)..<min(size.width, number * 10 + 16) {
                    for channel in 0..<3 { bytes[3 * (row * size.width + column) + channel] = 255 }
                }
            }
            let name = directory + "/" + String(100 + number) + ".jpg"
            try Data(JPEGEncoder(quality: 90).encode(RGBPicture(size: size, bytes: bytes)))
                .write(to: URL(fileURLWithPath: name))
        }
        return try RecordedImages(directory: directory)
    }

    @Test func `who passes is on no picture of the result, and masked parts are black`() throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let mask = Polygon([Point(0, 0), Point(0.25, 0), Point(0.25, 1), Point(0, 1)])
        let picture = try #require(QuietPicture.median(of: images(), among: Array(0..<30), masks: [mask]))
        #expect(picture.size == size)
        for index in 0..<size.count {
            let value = picture.bytes[3 * index]
            #expect(index % size.width < 80 ? value == 0 : (86...94).contains(value))
        }
    }

    @Test func `too few quiet pictures give none`() throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let images = try images()
        #expect(QuietPicture.median(of: images, among: Array(0..<8), masks: []) == nil)
        #expect(QuietPicture.median(of: images, among: Array(0..<9), masks: []) != nil)
    }
}
