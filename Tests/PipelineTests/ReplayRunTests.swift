import Base
import Capture
import Settings
import Detect
import Foundation
import Ledger
import Pipeline
import Queue
import Score
import StrictYAML
import Synchronization
import Testing
import WaysideTestSupport

/// One replay of the block fixture with what came out of it.
private struct Outcome {
    let lines: [String]
    let digest: String
    let summary: ReplaySummary

    init(_ fixture: BlockFixture, _ options: ReplayOptions, ledger path: String, stopAfter: Int? = nil) throws {
        let recording = try FixtureReader.read(directory: fixture.directory)
        let policy = Policy(id: "test", version: 1, title: "t", reason: "r", hash: ContentHash.sha256Hex("p"))
        let ledger = try SQLiteLedger(path: path, detector: Detector.version)
        var scorer = try ledger.activate(policy, bytes: Array("p".utf8), at: recording.start)
        let lines = Mutex<[String]>([]), stop = StopRequest()
        let sink = LineSink.json(detector: Detector.version) { line in
            // What a sink sees is committed already: a second reader finds it.
            let id = String(line.split(separator: "\"")[7])
            let found = try LedgerReader(path: path).event(id)
            #expect(found?.json == line)
            let count = lines.withLock {
                $0.append(line); return $0.count
            }
            if count == stopAfter { stop.request() }
        }
        summary = try ReplayRun(recording, site: "test", ledger: ledger, options: options, sinks: [sink])
            .replay(scorer: &scorer, stop: stop)
        self.lines = lines.withLock { $0 }
        digest = try ledger.reader.contentDigest()
    }
}

@Suite struct `Replaying a recording` {
    let fixture: BlockFixture
    init() throws { fixture = try BlockFixture() }

    private func ledgerPath(_ name: String) -> String { fixture.directory + "/\(name).sqlite" }

    private func behaviours(_ lines: [String]) -> [String] {
        lines.map { String($0.split(separator: "wayside.observed.")[1].prefix { $0 != "." }) }
    }

    @Test func `the block crosses, enters and stays, and every picture is accounted for`() throws {
        defer { fixture.remove() }
        let outcome = try Outcome(fixture, ReplayOptions(), ledger: ledgerPath("a"))
        let found = Set(behaviours(outcome.lines))
        #expect(found == ["line-crossed", "zone-entered", "loitering"])
        #expect(behaviours(outcome.lines).filter { $0 == "line-crossed" }.count == 1)
        #expect(outcome.summary.frames.processed == BlockFixture.pictureCount)
        #expect(outcome.summary.frames.received == BlockFixture.pictureCount)
        #expect(outcome.summary.scored.events == outcome.lines.count)
        #expect(outcome.summary.queue.depth == 0)
    }

    @Test(arguments: [(1, 1, 1024), (4, 256, 1024), (1, 3, 2), (3, 1, 1)])
    func `threads, batches and the queue leave no trace`(threads: Int, batch: Int, capacity: Int) throws {
        defer { fixture.remove() }
        let plain = try Outcome(fixture, ReplayOptions(), ledger: ledgerPath("plain"))
        var options = ReplayOptions()
        (options.decodeThreads, options.batchLimit, options.queueCapacity) = (threads, batch, capacity)
        options.speed = 400
        options.keepsRegions = true
        let other = try Outcome(fixture, options, ledger: ledgerPath("other"))
        #expect(!plain.lines.isEmpty && other.lines == plain.lines)
        #expect(other.digest == plain.digest)
    }

    @Test func `a second replay into the same ledger adds nothing`() throws {
        defer { fixture.remove() }
        let first = try Outcome(fixture, ReplayOptions(), ledger: ledgerPath("a"))
        let second = try Outcome(fixture, ReplayOptions(), ledger: ledgerPath("a"))
        #expect(second.digest == first.digest)
        #expect(second.lines == first.lines)
        #expect(second.summary.scored.entries == 0)
        #expect(second.summary.scored.duplicates >= first.lines.count)
    }

    @Test func `a replay that was stopped and begun again gives the ledger of a whole one`() throws {
        defer { fixture.remove() }
        let whole = try Outcome(fixture, ReplayOptions(), ledger: ledgerPath("whole"))
        var slow = ReplayOptions()
        (slow.queueCapacity, slow.batchLimit) = (1, 1)
        slow.speed = 40
        let cut = try Outcome(fixture, slow, ledger: ledgerPath("cut"), stopAfter: 1)
        #expect(cut.summary.wasStopped && cut.lines.count < whole.lines.count)
        let again = try Outcome(fixture, ReplayOptions(), ledger: ledgerPath("cut"))
        #expect(again.digest == whole.digest)
    }

    @Test func `every loop gives the events of the first, a recording later`() throws {
        defer { fixture.remove() }
        let once = try Outcome(fixture, ReplayOptions(), ledger: ledgerPath("once"))
        var options = ReplayOptions()
        options.loops = 3
        let thrice = try Outcome(fixture, options, ledger: ledgerPath("thrice"))
        #expect(thrice.lines.count == 3 * once.lines.count)
        #expect(Array(thrice.lines.prefix(once.lines.count)) == once.lines)
        #expect(behaviours(thrice.lines) == behaviours(once.lines + once.lines + once.lines))
        #expect(Set(thrice.lines).count == thrice.lines.count)
        #expect(thrice.summary.frames.received == 3 * BlockFixture.pictureCount)
    }

    @Test func `bad pictures are counted by reason and the run goes on`() throws {
        defer { fixture.remove() }
        let good = try Data(contentsOf: URL(fileURLWithPath: fixture.path(ofPicture: 40)))
        try fixture.write(Array(good.prefix(good.count / 2)), picture: 40)
        try fixture.write([], picture: 41)
        try fixture.write(Array("no picture".utf8), picture: 42)
        let outcome = try Outcome(fixture, ReplayOptions(), ledger: ledgerPath("a"))
        let skipped = outcome.summary.frames.skippedByReason
        #expect(skipped.map(\.reason) == [.empty, .notJPEG, .truncated])
        #expect(skipped.map(\.count) == [1, 1, 1])
        #expect(outcome.summary.frames.processed == BlockFixture.pictureCount - 3)
        #expect(behaviours(outcome.lines).contains("line-crossed"))
    }

    @Test func `a sink that fails stops the run and leaves what was committed`() throws {
        defer { fixture.remove() }
        struct Full: Error {}
        let recording = try FixtureReader.read(directory: fixture.directory)
        let ledger = try SQLiteLedger(path: ledgerPath("a"), detector: Detector.version)
        let policy = Policy(id: "test", version: 1, title: "t", reason: "r", hash: ContentHash.sha256Hex("p"))
        var scorer = try ledger.activate(policy, bytes: Array("p".utf8), at: recording.start)
        let failing = LineSink(line: { _ in "" }, write: { _ in throw Full() })
        var options = ReplayOptions()
        options.queueCapacity = 1
        let run = ReplayRun(recording, site: "test", ledger: ledger, options: options, sinks: [failing])
        do {
            _ = try run.replay(scorer: &scorer)
            Issue.record("the run did not stop")
        } catch ReplayError.sink(let error) { #expect(error is Full) }
        #expect(try ledger.reader.events().count >= 1)
    }
}
