import Base
import Capture
import Settings
import Detect
import Foundation
import Ledger
import Pipeline
import Score
import Synchronization
import Testing
import WaysideTestSupport

/// A source that gives pictures only when the test allows it, so that a run can be looked at in any state.
private struct GatedSource: FrameSource, ~Copyable {
    let pictureSize = PixelSize(width: 64, height: 48)
    let frameSize = PixelSize(width: 64, height: 48)
    let expectedCount: Int?
    let gate: Gate
    private var given = 0

    init(_ gate: Gate, count: Int) { (self.gate, expectedCount) = (gate, count) }

    mutating func next(into frame: inout Frame) throws(CaptureError) -> FrameOutcome {
        guard given < expectedCount ?? 0 else { return .end }
        guard gate.take() else { return .waiting }
        frame.resize(width: 64, height: 48)
        frame.sequence = given
        frame.time = Timestamp(microseconds: Int64(given) * 1000)
        given += 1
        return given % 10 == 0 ? .skipped(.damaged) : .frame
    }
}

/// How many pictures may be taken.
private final class Gate: Sendable {
    private let left = Mutex(0)
    func allow(_ count: Int) { left.withLock { $0 += count } }
    func take() -> Bool {
        let taken = left.withLock { left in
            if left > 0 { left -= 1; return true }
            return false
        }
        if !taken { sched_yield() }
        return taken
    }
}

@Suite struct `A site run` {
    private let directory = NSTemporaryDirectory() + "wayside-site-\(ProcessInfo.processInfo.globallyUniqueString)"
    private let policy = Policy(id: "test", version: 1, title: "t", reason: "r", hash: ContentHash.sha256Hex("p"))

    private func run(
        sinks: [any EventSink] = [], album: PictureAlbum? = nil, tell: @escaping @Sendable (SiteNews) -> Void = { _ in }
    ) throws -> (SiteRun, SQLiteLedger) {
        let ledger = try SQLiteLedger(path: directory + "/ledger.sqlite", detector: Detector.version)
        let scorer = try ledger.activate(policy, bytes: Array("p".utf8), at: Timestamp(microseconds: 0))
        return (SiteRun(site: "test", ledger: ledger, scorer: scorer, sinks: sinks, album: album, tell: tell), ledger)
    }

    private func gated(_ id: String, _ gate: Gate, count: Int = 1000) -> CameraPlan {
        CameraPlan(settings: CameraSettings(id: id), source: "gate") { work throws(CaptureError) in
            try work.observe(GatedSource(gate, count: count))
        }
    }

    /// Waits for what another thread is about to do.
    private func until(_ isTrue: () -> Bool) { while !isTrue() { sched_yield() } }

    @Test func `a camera that starts again keeps its counts and the others run on`() throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let (site, _) = try run(), a = Gate(), b = Gate()
        site.start(gated("a", a))
        site.start(gated("b", b))
        a.allow(20)
        b.allow(5)
        until { site.report.cameras.map(\.frames.received) == [20, 5] }
        site.stop("a")
        #expect(site.report.cameras.map(\.condition) == [.removed, .running])
        site.start(gated("a", a))
        a.allow(7)
        until { site.report.cameras[0].frames.received == 27 }
        let cameras = site.report.cameras
        #expect(cameras[0].frames.processed == 25 && cameras[0].frames.skipped == [.damaged: 2])
        #expect(cameras.map(\.starts) == [2, 1] && cameras[1].frames.received == 5)
        try site.drain()
        site.start(gated("late", a))
        #expect(site.report.cameras.count == 2, "nothing starts after the end")
    }

    @Test func `a camera that fails is told and the others are not concerned`() throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let told = Mutex<[String]>([]), gate = Gate()
        let (site, _) = try run { news in
            if case .cameraEnded(let id, let error) = news {
                told.withLock { $0.append("\(id) \(error?.what ?? "-")") }
            }
        }
        site.start(
            CameraPlan(settings: CameraSettings(id: "bad"), source: "none") { _ throws(CaptureError) in
                throw CaptureError(what: "no frames", place: "x", mend: "y")
            })
        site.start(gated("good", gate, count: 3))
        gate.allow(3)
        until { told.withLock { $0.count } == 2 }
        #expect(told.withLock { $0.sorted() } == ["bad no frames", "good -"])
        #expect(site.failed == ["bad"] && site.report.working == 0 && site.report.configured == 2)
        try site.drain()
    }

    @Test(arguments: [[], [RecordedGap(sequence: 3, kind: .skipped(.damaged))]])
    func `a recording gives the events of a replay, and its loops give them again later`(gaps: [RecordedGap]) throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        // Fast enough that nobody waits: the times in the file decide what happens, the pace only when.
        let fixture = try BlockFixture(yaml: BlockFixture.yaml.replacing("rate: 10", with: "rate: 100"))
        defer { fixture.remove() }
        var recording = try FixtureReader.read(directory: fixture.directory)
        recording.gaps = gaps
        let ended = Mutex(false)
        let (site, ledger) = try run { if case .cameraEnded = $0 { ended.withLock { $0 = true } } }
        let again = recording
        site.start(
            .recording(recording.camera, source: "fixture", loops: 2, keepsLate: true) { () throws(CaptureError) in
                again
            })
        until { ended.withLock { $0 } }
        try site.drain()
        let report = site.report
        #expect(report.cameras[0].frames.received == 2 * (BlockFixture.pictureCount + gaps.count))
        #expect(report.cameras[0].condition == .finished)
        let replayed = try SQLiteLedger(path: directory + "/replay.sqlite", detector: Detector.version)
        var scorer = try replayed.activate(policy, bytes: Array("p".utf8), at: Timestamp(microseconds: 0))
        var options = ReplayOptions()
        options.loops = 2
        _ = try ReplayRun(recording, site: "test", ledger: replayed, options: options).replay(scorer: &scorer)
        #expect(try ledger.reader.contentDigest() == replayed.reader.contentDigest())
        // What ends with the source was decided by no picture, and is due at no time.
        #expect((1...report.commits.events).contains(report.commits.latency.count))
        #expect(try ledger.reader.entryCount() == report.commits.entries)
    }

    @Test func `whoever asks for a picture is told what is followed in it`() throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let fixture = try BlockFixture(yaml: BlockFixture.yaml.replacing("rate: 10", with: "rate: 30"))
        defer { fixture.remove() }
        let recording = try FixtureReader.read(directory: fixture.directory)
        let (site, _) = try run()
        site.start(.recording(recording.camera, source: "fixture", loops: 1) { () throws(CaptureError) in recording })
        until { site.report.cameras[0].condition == .running }
        var right = 0
        while let picture = site.picture(of: recording.camera.id) {
            let index = Int((picture.time.seconds(since: recording.start) * 30).rounded())
            guard let block = BlockFixture.block(index) else {
                #expect(picture.followed.isEmpty, "nothing is there in picture \(index)")
                continue
            }
            #expect(picture.followed.count <= 1 && picture.jpeg.starts(with: [0xFF, 0xD8]))
            guard let box = picture.followed.first else { continue }
            let x = Double(block.x + block.width / 2) / 320, y = Double(block.y + block.height / 2) / 240
            #expect(box.x < x && x < box.x + box.width && box.y < y && y < box.y + box.height)
            right += 1
        }
        try site.drain()
        #expect(right > 0)
    }

    @Test func `a picture of each event that begins is kept, if at all, and changes nothing`() throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let fixture = try BlockFixture(yaml: BlockFixture.yaml.replacing("rate: 10", with: "rate: 100"))
        defer { fixture.remove() }
        let recording = try FixtureReader.read(directory: fixture.directory), ended = Mutex(false)
        let pictures = PictureStore(state: directory), collector = EventCollector()
        let album = PictureAlbum(pictures) { Issue.record("\($0)") }
        let (site, ledger) = try run(sinks: [collector], album: album) {
            if case .cameraEnded = $0 { ended.withLock { $0 = true } }
        }
        site.start(
            .recording(recording.camera, source: "fixture", loops: 1, keepsLate: true) { () throws(CaptureError) in
                recording
            })
        until { ended.withLock { $0 } }
        try site.drain()
        let begun = collector.events.filter { $0.event.phase != .ended }
        #expect(begun.count >= 2 && pictures.all.count == begun.count)
        for event in begun {
            let jpeg = try #require(pictures.read(event.event.id, at: event.entry.time))
            #expect(jpeg.starts(with: [0xFF, 0xD8]))
        }
        let plain = try SQLiteLedger(path: directory + "/plain.sqlite", detector: Detector.version)
        var scorer = try plain.activate(policy, bytes: Array("p".utf8), at: Timestamp(microseconds: 0))
        _ = try ReplayRun(recording, site: "test", ledger: plain).replay(scorer: &scorer)
        #expect(try ledger.reader.contentDigest() == plain.reader.contentDigest())
    }

    @Test func `an event names the finder only when it was there`() throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let fixture = try BlockFixture(yaml: BlockFixture.yaml.replacing("rate: 10", with: "rate: 100"))
        defer { fixture.remove() }
        let recording = try FixtureReader.read(directory: fixture.directory), ended = Mutex(0)
        let collector = EventCollector()
        let (site, ledger) = try run(sinks: [collector]) { if case .cameraEnded = $0 { ended.withLock { $0 += 1 } } }
        for isAvailable in [true, false] {
            var settings = recording.camera
            settings.id = isAvailable ? "with" : "without"
            let finder = ScriptedFinder(isAvailable: isAvailable) { _ in [] }
            site.start(
                .recording(
                    settings, source: "fixture", loops: 1, keepsLate: true,
                    looks: .finder(finder, budget: LookBudget(perSecond: 1000))
                ) { () throws(CaptureError) in recording })
        }
        until { ended.withLock { $0 } == 2 }
        try site.drain()
        let named = Set(collector.events.map { "\($0.event.source): \($0.detector ?? "")" })
        #expect(
            named == ["test/with: \(Detector.version) scripted@1 none/1", "test/without: \(Detector.version)"],
            "\(named)")
        for event in try ledger.reader.events() {
            let text = event.json ?? ""
            let isNamed = text.contains("\"detector\":\"\(Detector.version) scripted@1 none/1\"")
            #expect(isNamed == text.contains("test/with\""), "\(text)")
        }
        let looks = site.report.cameras.map(\.frames.looks)
        #expect(looks[0][.made] > 0 && looks[0][.unavailable] == 0)
        #expect(looks[1][.made] == 0 && looks[1][.unavailable] > 0)
    }

    @Test func `another policy applies at once and by an entry of its own`() throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let (site, ledger) = try run()
        let next = Policy(id: "test", version: 2, title: "t", reason: "better", hash: ContentHash.sha256Hex("q"))
        try site.activate(next, bytes: Array("q".utf8), at: Timestamp(microseconds: 5_000_000))
        try site.activate(next, bytes: Array("q".utf8), at: Timestamp(microseconds: 6_000_000))
        #expect(site.policy.version == 2 && site.report.commits.entries == 2)
        #expect(try ledger.reader.activePolicy() == next.hash && ledger.reader.entryCount() == 2)
        try site.drain()
    }

    @Test func `a sink that fails stops every camera and nothing committed is lost`() throws {
        struct Full: Error {}
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let fixture = try BlockFixture(yaml: BlockFixture.yaml.replacing("rate: 10", with: "rate: 100"))
        defer { fixture.remove() }
        let recording = try FixtureReader.read(directory: fixture.directory), failed = Mutex(false)
        let sink = LineSink(line: { $0.event.id }) { _ in throw Full() }
        let (site, ledger) = try run(sinks: [sink]) { if case .scoringEnded = $0 { failed.withLock { $0 = true } } }
        site.start(.recording(recording.camera, source: "fixture", loops: nil) { () throws(CaptureError) in recording })
        until { failed.withLock { $0 } }
        #expect(throws: ReplayError.self) { try site.drain() }
        #expect(throws: ReplayError.self, "asked twice, it says the same") { try site.drain() }
        #expect(try ledger.reader.entryCount() >= 2)
    }

    @Test func `readings show who gets on`() throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let (site, _) = try run(), gate = Gate()
        site.start(gated("a", gate))
        gate.allow(1)
        until { site.report.cameras[0].frames.received == 1 }
        let first = site.readings
        #expect(first.map(\.name) == ["camera a", "scoring"] && first.map(\.isIdle) == [false, true])
        until { site.readings[0].beats > first[0].beats }
        try site.drain()
        #expect(site.readings.map(\.isIdle) == [true, true])
    }

    @Test func `a status document says all of it and reads back`() throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let (site, ledger) = try run(), gate = Gate()
        site.start(gated("a", gate))
        gate.allow(10)
        until { site.report.cameras[0].frames.received == 10 }
        let daemon = StatusDocument.Daemon(
            process: 7, site: "test", state: "running", started: "2026-05-04T14:00:00Z", uptime_s: 1.23456,
            ledger: ledger.path)
        let status = StatusDocument(
            daemon, configuration: .init(file: "wayside.yaml"), policy: site.policy, report: site.report)
        #expect(StatusDocument(json: Array(status.json.utf8)) == status)
        #expect(status.type == "wayside.status.v1" && status.cameras[0].frames.skipped == ["damaged": 1])
        #expect(status.cameras[0].state == "running" && status.cameras[0].format == "64x48")
        #expect(status.uptime_s == 1.235 && status.ledger.last == 0)
        let other = status.json.replacing("wayside.status.v1", with: "wayside.status.v9")
        #expect(StatusDocument(json: Array(other.utf8)) == nil && StatusDocument(json: []) == nil)
        try site.drain()
    }
}
