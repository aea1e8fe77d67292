import Base
import Foundation
import GRDB
import Ledger
import Score
import Testing

@Suite struct `Near misses in the ledger` {
    private let scratch: Scratch
    private let door = Subject(source: "depot/bay", id: "door")
    private let rule = NearMiss.RuleName(id: "linger", behaviour: .loitering)

    init() throws { scratch = try Scratch() }

    private func time(_ seconds: Double) -> Timestamp { monday.advanced(bySeconds: seconds) }

    private func miss(
        _ reason: NearMiss.Reason, from start: Double, to end: Double, ofRule: Bool = true,
        _ shortfall: Shortfall? = nil, detail: String? = nil
    ) -> Observation {
        .nearMiss(
            NearMiss(
                source: "depot/bay", place: "door", rule: ofRule ? rule : nil, reason: reason, start: time(start),
                end: time(end), count: 2, shortfall: shortfall, detail: detail))
    }

    private func account(_ start: Double, _ end: Double, dark_ms: Int64 = 0) -> Observation {
        .exposure(
            Exposure(
                source: "depot/bay", place: "door", start: time(start), end: time(end),
                observed_ms: Int64((end - start) * 1000) - dark_ms,
                blind_ms: dark_ms > 0 ? [.init(reason: "dark", milliseconds: dark_ms)] : []))
    }

    private func event(_ phase: ObservedEvent.Phase, start: Double, at end: Double) -> Observation {
        var event = ObservedEvent(
            source: "depot/bay", behaviour: .loitering, subject: "door", rule: "linger", phase: phase,
            time: time(phase == .ended ? end : start), start: time(start), startSequence: 0)
        if phase == .ended { event.end = time(end) }
        return .event(event)
    }

    /// What a ledger says of the door around a time after it has been given these observations.
    private func whyNot(_ observations: [Observation], at seconds: Double, within_ms: Int64 = 10_000) throws -> WhyNot {
        let (ledger, scorer) = try SQLiteLedger.opened(scratch.ledger)
        var next = scorer
        _ = try ledger.append(observations, scorer: &next)
        return try LedgerReader(path: scratch.ledger).whyNot(door, at: time(seconds), within_ms: within_ms)
    }

    @Test func `come back as they were noted, the nearest to an event first`() throws {
        let far = miss(.tooShort, from: 20, to: 22, Shortfall("inside", 2, of: 15, "s"))
        let near = miss(.tooShort, from: 30, to: 42.5, Shortfall("inside", 12.5, of: 15, "s"))
        let refused = miss(.objectClass, from: 31, to: 33, detail: "vehicle")
        let seen = miss(.followed, from: 20, to: 43, ofRule: false)
        let found = try whyNot([far, near, refused, seen, account(0, 60)], at: 32, within_ms: 15_000)
        #expect(found.attempts.map { Observation.nearMiss($0) } == [near, far, refused])
        #expect(found.seen.map { Observation.nearMiss($0) } == [seen])
        #expect(found.verdict == .nearMiss)
        #expect(
            found.lines.contains(
                "  loitering by linger: too-short, inside 12.5 of 15 s, from 2026-05-04T00:00:30.000Z to "
                    + "2026-05-04T00:00:42.500Z, 2 times"))
        let object = try JSONSerialization.jsonObject(with: Data(found.json.utf8)) as? [String: Any]
        #expect(object?["verdict"] as? String == "near-miss" && (object?["near_misses"] as? [Any])?.count == 3)
    }

    @Test func `are found by the span that they overlap, and no other`() throws {
        let all = [miss(.tooShort, from: 20, to: 30), account(0, 60)]
        for (at, count) in [(9.0, 0), (10, 1), (25, 1), (40, 1), (41, 0)] {
            let found = try whyNot(all, at: at)
            #expect(found.attempts.count == count, "\(at)")
            #expect(found.verdict == (count == 1 ? .nearMiss : .nothingMoved))
        }
    }

    @Test func `change no entry, no digest and no number of the ledger, and a second delivery changes nothing`() throws
    {
        let plain = try SQLiteLedger.opened(scratch.directory + "/plain.sqlite")
        let noted = try SQLiteLedger.opened(scratch.ledger)
        var (first, second) = (plain.1, noted.1)
        _ = try plain.0.append(observations(0..<20), scorer: &first)
        let misses = (0..<50).map { miss(.tooShort, from: Double($0), to: Double($0) + 0.5) }
        for _ in 0..<2 {
            for observation in observations(0..<20) {
                let receipt = try noted.0.append(misses + [observation], scorer: &second)
                #expect(receipt.entries.allSatisfy { $0.subject.id != "door" } && receipt.duplicates <= 1)
            }
        }
        #expect(try noted.0.reader.contentDigest() == plain.0.reader.contentDigest())
        #expect(try noted.0.reader.entryCount() == plain.0.reader.entryCount())
        #expect(try noted.0.reader.subjects() == plain.0.reader.subjects() && noted.0.reader.check() == [])
        #expect(try count() == 50)
    }

    private func count() throws -> Int {
        try DatabaseQueue(path: scratch.ledger).read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM near_miss") ?? 0
        }
    }

    @Test func `go after fourteen days of frame time, and what is gone is not taken for calm`() throws {
        let day = 86_400.0
        let late = (0..<1100).map { miss(.tooShort, from: 20 * day + Double($0), to: 20 * day + Double($0) + 0.5) }
        let old = [miss(.moved, from: 10, to: 11, ofRule: false), account(0, 60), account(60, 120)]
        #expect(try whyNot(old, at: 80).verdict == .nothingMoved)
        let found = try whyNot(late + [account(20 * day, 20 * day + 60)], at: 10)
        #expect(found.facts.nearMisses.isEmpty && found.verdict == .notKept && !found.facts.isComplete)
        #expect(try count() == 1100)
    }

    @Test func `an event comes before them, also one that began long before`() throws {
        let stay = [event(.began, start: 10, at: 10), account(0, 60), account(60, 120), account(120, 180)]
        #expect(try whyNot(stay, at: 100).facts.raised.map(\.end) == [nil])
        let ended = try whyNot([event(.ended, start: 10, at: 130)], at: 100)
        #expect(ended.verdict == .raised && ended.facts.raised.count == 1)
        #expect(ended.facts.raised.first?.end == time(130) && ended.lines[1] == "  an event was raised")
        #expect(try whyNot([], at: 150).verdict == .nothingMoved)
    }

    @Test func `what was not observed is neither calm nor near`() throws {
        let dark = [
            miss(.unobserved, from: 20, to: 50, ofRule: false, detail: "dark"), account(0, 60, dark_ms: 30_000),
            account(60, 120, dark_ms: 60_000), account(240, 300),
        ]
        for (at, verdict) in [
            (5.0, WhyNot.Verdict.nothingMoved), (30, .unobserved), (90, .unobserved), (180, .notRunning),
            (400, .notYetKnown),
        ] {
            #expect(try whyNot(dark, at: at).verdict == verdict, "\(at)")
        }
        let edge = try whyNot(dark, at: 15)
        #expect(edge.verdict == .unobserved, "nothing else is known of the part that was seen")
        #expect(
            edge.lines.contains { $0.contains("seen: unobserved dark") }
                && edge.lines.contains { $0.contains("dark 30s") })
        #expect(try whyNot(dark, at: 240).unaccounted_ms == 10_000)
    }

    @Test func `a stored ledger of schema 1 is read as it is, and becomes one of this schema with the same content`()
        throws
    {
        let stored = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "Stored/schema-1.sql")
        try FileManager.default.createDirectory(atPath: scratch.directory + "/state", withIntermediateDirectories: true)
        try DatabaseQueue(path: scratch.ledger).writeWithoutTransaction { db in
            try db.execute(sql: try String(contentsOf: stored, encoding: .utf8))
        }
        let exit = Subject(source: "local/courtyard", id: "fire-exit")
        let noon = try #require(Timestamp(rfc3339: "2026-05-04T12:00:05Z"))
        let old = try LedgerReader(path: scratch.ledger)
        let digest = try old.contentDigest()
        #expect(digest == "e5434dfa83c8fd9c457a752fb9d0b188a7e9ab571ead2b5a3f9444ee1504eaf3")
        #expect(try old.whyNot(exit, at: noon, within_ms: 1000).verdict == .notKept)
        #expect(try old.whyNot(exit, at: noon, within_ms: 10_000).verdict == .raised)
        let ledger = try SQLiteLedger(path: scratch.ledger, detector: "d")
        #expect(try ledger.setting("user_version") == "4")
        #expect(try ledger.reader.contentDigest() == digest && ledger.reader.check() == [])
        #expect(try ledger.reader.whyNot(exit, at: noon, within_ms: 1000).verdict == .notKept)
    }
}
