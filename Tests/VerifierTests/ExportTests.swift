import Base
import Settings
import Foundation
import GRDB
import Ledger
import Score
import Testing
import WaysideTestSupport

@Suite(.enabled(if: SystemPython.isComplete, Comment(rawValue: SystemPython.missing)))
struct `an export` {
    /// Entries that have their rules in the ledger need none to be read again.
    private func export(_ ledger: SQLiteLedger, to directory: String) throws -> ExportReceipt {
        try ledger.export(to: directory) { _ in nil }
    }

    @Test func `is computed again by another program, number by number`() throws {
        for seed in 1...12 as ClosedRange<UInt64> {
            let scratch = try Scratch(), out = scratch.path("out")
            let ledger = try SQLiteLedger.filled(
                scratch.path("ledger.sqlite"), randomObservations(60 * Int(seed), seed: seed), seed: seed)
            let receipt = try export(ledger, to: out)
            let verified = try Verifier.run("wayside_verify.py", out, "--key", receipt.key.verifier)
            #expect(verified.words == "\(receipt.checkpoint.count) entries verified\n" && verified.code == 0)
        }
    }

    @Test func `is rejected after any of ten thousand changes, and the first bad entry is named`() throws {
        let scratch = try Scratch(), out = scratch.path("out")
        let ledger = try SQLiteLedger.filled(
            scratch.path("ledger.sqlite"), randomObservations(72, seed: 80), seed: 80)
        _ = try export(ledger, to: out)
        let tested = try Verifier.run("test_verifier.py", out, "10000")
        #expect(tested.code == 0, "\(tested.words.suffix(4000))")
    }

    @Test func `gives the standings that the ledger gives`() throws {
        let scratch = try Scratch(), out = scratch.path("out")
        let ledger = try SQLiteLedger.filled(
            scratch.path("ledger.sqlite"), randomObservations(300, seed: 5), seed: 5)
        _ = try export(ledger, to: out)
        for hours in [30.5, 96, 500] {
            let time = monday.advanced(bySeconds: hours * 3600)
            let policy = try PolicyReader.read(text: hours < 48 ? policyText : nextPolicyText, file: "test").policy
            let verified = try Verifier.run("wayside_verify.py", "standings", out, "--at", time.rfc3339)
            let own = try ledger.reader.standings(at: time, policy: policy).map { standing in
                let rating = standing.isRated ? "rated" : "unrated"
                return "\(standing.subject.path) \(standing.sum_mp) \(standing.shown_mp) \(rating)"
                    + (standing.consequence.map { " " + $0.rawValue } ?? "") + "\n"
            }
            #expect(verified.words == own.joined(), "at \(time.rfc3339)")
        }
    }

    @Test func `of the same ledger has the same bytes`() throws {
        let scratch = try Scratch(), first = scratch.path("first"), second = scratch.path("second")
        let ledger = try SQLiteLedger.filled(
            scratch.path("ledger.sqlite"), randomObservations(50, seed: 7), seed: 7)
        #expect(try export(ledger, to: first) == export(ledger, to: second))
        let names = try FileManager.default.subpathsOfDirectory(atPath: first).sorted()
        #expect(try FileManager.default.subpathsOfDirectory(atPath: second).sorted() == names && names.count == 10)
        for name in names {
            #expect(FileManager.default.contentsEqual(atPath: first + "/" + name, andPath: second + "/" + name))
        }
    }

    @Test func `leaves a directory alone that has something in it`() throws {
        let scratch = try Scratch(), out = scratch.path("out")
        let ledger = try SQLiteLedger.filled(scratch.path("ledger.sqlite"), [], seed: 1)
        try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
        try "mine".write(toFile: out + "/file", atomically: true, encoding: .utf8)
        #expect(throws: ExportError.occupied(path: out)) { try export(ledger, to: out) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: out) == ["file"])
    }

    @Test func `is not made of entries that are not those of the tree`() throws {
        let scratch = try Scratch(), out = scratch.path("out"), path = scratch.path("ledger.sqlite")
        _ = try SQLiteLedger.filled(path, randomObservations(400, seed: 3), seed: 3)
        let database = try DatabaseQueue(path: path)
        try database.write { db in
            try db.execute(sql: "DROP TRIGGER entry_no_update")
            try db.execute(sql: "UPDATE entry SET canonical = replace(canonical, 'door', 'dour') WHERE sequence = 17")
        }
        try database.close()
        let changed = try SQLiteLedger(path: path, detector: "wayside-test/1")
        #expect(throws: ExportError.notWhatWasSigned(path: path)) { try export(changed, to: out) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: out) == [])
    }
}
