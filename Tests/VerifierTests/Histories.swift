import Base
import Settings
import Foundation
import Ledger
import Score
import WaysideTestSupport

/// A directory that is gone with the value.
final class Scratch {
    let directory = NSTemporaryDirectory() + "wayside-verifier-" + UUID().uuidString

    init() throws { try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: directory) }

    func path(_ name: String) -> String { directory + "/" + name }
}

/// A policy with everything that decides a number: places, hours, caps of both kinds, steps, repetition, an alarm line with its
/// budget, merits.
let policyText = """
    policy: 1
    id: verified
    version: 1
    title: Everything that decides a number
    reason: "Tests: \\"quotes\\" and \\\\ too"
    standing: {start: 80, shown: [0, 100]}
    exposure: {window: 24h, rated_from: 0.5}
    places:
      - {place: bay/gate, criticality: 1.5, sensitive_hours: ["22:00-06:00", "12:00-13:00"]}
      - {place: door, criticality: 0.75}
    behaviours:
      - behaviour: loitering
        level: low
        points: -2
        half_life: 3d
        cap: {points: 5, per: 24h}
        confidence: 0.4
        duration: {from: 1m, each: 2m}
        repetition: 1h
      - {behaviour: wrong-way, id: wrong-way-night, hours: ["20:00-05:30"], level: high, points: -0.777, half_life: 5h, cap: {count: 3, per: 6h}}
      - {behaviour: wrong-way, places: [gate], level: medium, points: -0.333, half_life: 100h}
      - {behaviour: occupancy, level: info, points: 0.15, half_life: 1d, cap: {points: 0.4, per: 6h}, measure: {name: occupancy, from: 2, each: 1.5}}
      - {behaviour: speeding, level: medium, points: -1, half_life: 3d, measure: {name: speed, from: 8.333, each: 2}, repetition: 24h}
    merits:
      - {merit: one-way-kept, places: [gate], points: 0.5, per: 20m, observed: 0.4, half_life: 1d}
      - {merit: speed-kept, places: [door, gate], without: [speeding, loitering], points: 0.333, per: 1h, observed: 0.1}
    consequences:
      - {consequence: alarm, level: medium}
      - {consequence: attention, below: 70}
    alarms: {most: 3, per: 6h}
    appeals: {decide_within: 7d}

    """
/// The next version of it, with other numbers.
let nextPolicyText = policyText.replacing("version: 1", with: "version: 2").replacing(
    "points: -2", with: "points: -1.5"
)
.replacing("points: 5, per: 24h", with: "points: 4, per: 12h").replacing("per: 20m", with: "per: 30m")

/// 2026-05-04T00:00:00Z.
let monday = Timestamp(microseconds: 1_777_852_800_000_000)

/// Observations of four days at two places, drawn from a seed; several share an instant. Not all in order of time.
func randomObservations(_ count: Int, seed: UInt64) -> [Observation] {
    var dice = SeededRandom(seed: seed)
    var list: [Observation] = []
    while list.count < count {
        let time = monday.advanced(bySeconds: Double.random(in: 0..<576, using: &dice).rounded() * 600)
        let place = Bool.random(using: &dice) ? "door" : "gate"
        if Int.random(in: 0..<3, using: &dice) == 0 {
            list.append(account(place, until: time, list.count))
        } else {
            list += stay(place, time, list.count, &dice).map { .event($0) }
        }
    }
    // Mostly in order of time, as cameras are; one in four comes late.
    let sorted = list.sorted { $0.time < $1.time }
    let isLate = sorted.map { _ in Int.random(in: 0..<4, using: &dice) == 0 }
    let late = zip(sorted, isLate).filter(\.1).map(\.0).shuffled(using: &dice)
    return zip(sorted, isLate).filter { !$0.1 }.map(\.0) + late
}

/// Something of a moment, or a stay with or without its end.
private func stay(_ place: String, _ time: Timestamp, _ index: Int, _ dice: inout SeededRandom) -> [ObservedEvent] {
    let behaviours: [Behaviour] = [.loitering, .loitering, .wrongWay, .occupancy, .motion, .speeding]
    let behaviour = behaviours.randomElement(using: &dice) ?? .motion
    let start = time.advanced(bySeconds: -Double.random(in: 0..<900, using: &dice))
    let confidence = Double(Int.random(in: 300...1000, using: &dice)) / 1000
    let measured = Double.random(in: 0..<20, using: &dice)
    func event(_ phase: ObservedEvent.Phase, _ time: Timestamp) -> ObservedEvent {
        var event = ObservedEvent(
            source: "depot/bay", behaviour: behaviour, subject: place, rule: "a \"rule\"", phase: phase, time: time,
            start: start, startSequence: index)
        event.confidence = confidence
        event.measures = [Measure("occupancy", (measured / 3).rounded(), "count"), Measure("speed", measured, "m/s")]
        return event
    }
    if behaviour == .wrongWay { return [event(.instant, time)] }
    guard Int.random(in: 0..<3, using: &dice) > 0 else { return [event(.began, time)] }
    var ended = event(.ended, time.advanced(bySeconds: Double.random(in: 1..<20_000, using: &dice)))
    ended.end = ended.time
    return [event(.began, time), ended]
}

private func account(_ place: String, until time: Timestamp, _ index: Int) -> Observation {
    let start = Timestamp(microseconds: time.microseconds - 600_000_000 + Int64(index))
    return .exposure(
        Exposure(
            source: "depot/bay", place: place, start: start, end: time, observed_ms: 590_000,
            blind_ms: [.init(reason: "dark", milliseconds: 10_000)]))
}

extension Observation {
    /// When it was known.
    fileprivate var time: Timestamp {
        switch self {
        case .event(let event): event.time
        case .exposure(let exposure): exposure.end
        case .nearMiss: monday
        }
    }
}

extension SQLiteLedger {
    /// A ledger of the observations, entered in batches of different sizes; another policy applies from the third day on.
    static func filled(_ path: String, _ observations: [Observation], seed: UInt64) throws -> SQLiteLedger {
        var dice = SeededRandom(seed: seed)
        let ledger = try SQLiteLedger(path: path, detector: "wayside-test/1")
        let first = try PolicyReader.read(text: policyText, file: "test")
        let second = try PolicyReader.read(text: nextPolicyText, file: "test")
        var scorer = try ledger.activate(first.policy, bytes: first.bytes, at: monday)
        var rest = observations[...]
        while !rest.isEmpty {
            if rest.count < observations.count / 2, scorer.policies.count == 1 {
                scorer = try ledger.activate(
                    second.policy, bytes: second.bytes, at: monday.advanced(bySeconds: 172_800), knowing: [first.policy]
                )
            }
            let count = Int.random(in: 1...20, using: &dice)
            _ = try ledger.append(Array(rest.prefix(count)), scorer: &scorer)
            rest = rest.dropFirst(count)
        }
        return ledger
    }
}
