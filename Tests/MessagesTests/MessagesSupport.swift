import Base
import Foundation
import Score
import Testing

import Messages

/// 2026-05-04T14:00:00Z, in the middle of a window of a quarter of an hour: exactly its start.
let monday = Timestamp(microseconds: 1_777_903_200_000_000)

func minutes(_ count: Double) -> Timestamp { monday.advanced(bySeconds: count * 60) }

/// Entries as a scorer would make them, numbered as they come.
struct EntryMaker {
    private(set) var next: Int64 = 0

    mutating func make(_ content: LedgerEntry.Content, at time: Timestamp, place: String = "gate") -> LedgerEntry {
        defer { next += 1 }
        return LedgerEntry(
            sequence: next, subject: Subject(source: "depot/bay", id: place), time: time, policy: "p1", content: content
        )
    }

    /// A scored event and its line.
    mutating func event(
        _ behaviour: Behaviour = .loitering, at time: Timestamp, place: String = "gate", level: Level = .medium,
        phase: ObservedEvent.Phase = .began, consequence: Consequence = .alarm, start: Timestamp? = nil,
        measures: [Measure] = []
    ) -> OutgoingItem {
        var observed = ObservedEvent(
            source: "depot/bay", behaviour: behaviour, subject: place, rule: "\(behaviour.rawValue)@\(place)",
            phase: phase, time: time, start: start ?? time, startSequence: 7)
        observed.measures = measures
        if phase == .ended { observed.end = time }
        var factors = SeverityFactors()
        factors.base = level
        let scored = EventEntry(
            evidence: observed.id, behaviour: behaviour, phase: phase, began: observed.beganID,
            term: behaviour.rawValue,
            severity: Severity(factors), outcome: .counted, points_mp: -2000, weight_mp: -2000, halfLife_ms: 3_600_000,
            consequence: consequence)
        return OutgoingItem(
            entry: make(.event(scored), at: time, place: place),
            line: observed.json(detector: "wayside-motion/1", policy: "p1"))
    }

    /// An account of a minute, as cameras enter it while they run.
    mutating func exposure(at time: Timestamp) -> OutgoingItem {
        let start = time.advanced(bySeconds: -60)
        let entry = ExposureEntry(
            evidence: "exposure-\(time.milliseconds)", start: start, observed_ms: 60_000, blind_ms: [])
        return OutgoingItem(entry: make(.exposure(entry), at: time), line: nil)
    }
}

/// A golden file beside these tests.
func golden(_ name: String) throws -> String {
    let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")
    return try String(contentsOf: directory.appendingPathComponent(name), encoding: .utf8)
}

/// JSON as it is laid out in golden files, so that a person can read them; the order of members is not looked at.
func laidOut(_ json: String) throws -> String {
    let value = try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
    let data = try JSONSerialization.data(
        withJSONObject: value, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    return String(decoding: data, as: UTF8.self) + "\n"
}

func members(_ json: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
}
