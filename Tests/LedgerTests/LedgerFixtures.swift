import Base
import Foundation
import Ledger
import Score

/// A directory that is gone with the value.
final class Scratch {
    let directory = NSTemporaryDirectory() + "wayside-ledger-" + UUID().uuidString
    /// Path of a ledger in a directory that does not exist yet.
    var ledger: String { directory + "/state/ledger.sqlite" }

    init() throws { try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: directory) }
}

/// 2026-05-04T00:00:00Z.
let monday = Timestamp(microseconds: 1_777_852_800_000_000)

/// A policy with one term: loitering -2 points, at most 30 a day, repetition within an hour.
func policy(_ hash: String = "p1") -> Policy {
    var policy = Policy(id: "small", version: 1, title: "Small", reason: "Tests", hash: hash)
    var term = BehaviourTerm(id: "loitering", behaviour: .loitering, level: .medium)
    (term.points_mp, term.cap) = (-2000, Cap(.points_mp(30_000), window_ms: 86_400_000))
    term.repetitionWindow_ms = 3_600_000
    policy.terms = [term]
    return policy
}

/// Event `n`: one a minute, going round four places; every tenth is of another behaviour.
func event(_ n: Int, late_ms: Int64 = 0) -> ObservedEvent {
    let time = Timestamp(microseconds: monday.microseconds + (Int64(n) * 60_000 - late_ms) * 1000)
    let behaviour: Behaviour = n % 10 == 9 ? .wrongWay : .loitering
    var event = ObservedEvent(
        source: "depot/bay", behaviour: behaviour, subject: "place-\(n % 4)", rule: "rule-\(n % 4)",
        phase: behaviour == .wrongWay ? .instant : .began, time: time, start: time, startSequence: n)
    event.confidence = Double(n % 7 + 3) / 10
    return event
}

/// A mixed stream: events, and an account of exposure after every fifth.
func observations(_ range: Range<Int>) -> [Observation] {
    range.flatMap { n -> [Observation] in
        let event = event(n)
        guard n % 5 == 4 else { return [.event(event)] }
        let account = Exposure(
            source: "depot/bay", place: "place-\(n % 4)",
            start: Timestamp(microseconds: event.time.microseconds - 300_000_000), end: event.time,
            observed_ms: 299_000, blind_ms: [.init(reason: "dark", milliseconds: 1000)])
        return [.event(event), .exposure(account)]
    }
}

extension SQLiteLedger {
    /// Opens a ledger and activates the small policy.
    static func opened(_ path: String) throws -> (SQLiteLedger, Scorer) {
        let ledger = try SQLiteLedger(path: path, detector: "wayside-test/1")
        return (ledger, try ledger.activate(policy(), bytes: Array("policy: 1".utf8), at: monday))
    }
}
