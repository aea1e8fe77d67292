import Base
import Foundation
import Ledger
import Score
import Serve
import Settings
import StrictYAML
import Synchronization

/// 2026-05-04T08:00:00Z.
let monday = Timestamp(microseconds: 1_777_881_600_000_000)

extension Timestamp {
    func later(minutes: Int64) -> Timestamp { Timestamp(microseconds: microseconds + minutes * 60_000_000) }
}

/// A household with a real ledger in a directory that is gone with it: a camera with two places, another site's place, a steward
/// of each role, an observation, an appeal.
final class TestHouse: Household {
    static let policyText = """
        policy: 1
        id: test
        version: 1
        title: Test
        reason: To be tested
        behaviours:
          - behaviour: loitering
            level: medium
            points: -2
            half_life: 3d
          - behaviour: exit-blocked
            level: high
            points: -5
            half_life: 3d
        consequences:
          - {consequence: note}
          - {consequence: alarm, level: high}
          - {consequence: attention, below: 60}
          - {consequence: commend, from: 95}
        """

    let directory = NSTemporaryDirectory() + "ws-\(ProcessInfo.processInfo.globallyUniqueString.prefix(13))"
    let ledger: SQLiteLedger
    /// By account; `gone` has left, `barred` is suspended.
    let tokens: [String: String]
    private let scorer: Mutex<Scorer>
    private let log = Mutex<[String]>([])
    private let clock = Mutex(monday.later(minutes: 600))

    var ledgerPath: String { ledger.path }
    var pictures: PictureStore { PictureStore(state: directory) }
    var version: String { "0.0.0" }
    var now: Timestamp { clock.withLock { $0 } }
    var notes: [String] { log.withLock { $0 } }

    init(events: Int = 30) throws {
        let policy = try PolicyReader.read(text: TestHouse.policyText, file: "policy").policy
        ledger = try SQLiteLedger(path: directory + "/ledger.sqlite", detector: "wayside-test/1")
        var scorer = try ledger.activate(policy, bytes: Array(TestHouse.policyText.utf8), at: monday)
        _ = try ledger.append(TestHouse.observations(0..<events), scorer: &scorer)
        self.scorer = Mutex(scorer)
        tokens = try TestHouse.accounts(ledger)
        try file(about: min(1, events - 1))
        try pictures.keep([0xFF, 0xD8, 0xFF, 0xD9], of: TestHouse.event(1).id, at: TestHouse.event(1).time)
        refresh()
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    /// Sets the clock ahead.
    func pass(minutes: Int64) { clock.withLock { $0 = $0.later(minutes: minutes) } }

    /// Commits more events, as the cameras would.
    func observe(_ range: Range<Int>) throws {
        try scorer.withLock { scorer in _ = try ledger.append(TestHouse.observations(range), scorer: &scorer) }
    }

    static func event(_ n: Int, source: String = "depot/bay") -> ObservedEvent {
        let time = monday.later(minutes: Int64(n))
        var event = ObservedEvent(
            source: source, behaviour: n % 7 == 3 ? .exitBlocked : .loitering, subject: n % 2 == 0 ? "gate" : "exit",
            rule: "rule-\(n % 2)", phase: .instant, time: time, start: time, startSequence: n)
        event.confidence = 0.9
        event.box = Box(x: 0.1, y: 0.2, width: 0.1, height: 0.3)
        return event
    }

    private static func observations(_ range: Range<Int>) -> [Observation] {
        range.flatMap { n -> [Observation] in
            let end = monday.later(minutes: Int64(n + 1))
            return [.event(event(n))]
                + ["exit", "gate"].map { place in
                    .exposure(
                        Exposure(
                            source: "depot/bay", place: place, start: monday.later(minutes: Int64(n)), end: end,
                            observed_ms: 59_000, blind_ms: [.init(reason: "dark", milliseconds: 1000)]))
                } + (n == 0 ? [.event(event(0, source: "elsewhere/yard"))] : [])
        }
    }

    private static func accounts(_ ledger: SQLiteLedger) throws -> [String: String] {
        var tokens: [String: String] = [:]
        let time = monday.later(minutes: 500)
        tokens["ada"] = try ledger.addSteward("ada", roles: [.administrator], by: "ada", at: time).text
        let others: [(String, Role)] = [
            ("vic", .viewer), ("stu", .steward), ("sam", .steward), ("rita", .reviewer), ("rob", .reviewer),
            ("aud", .auditor), ("gone", .steward), ("barred", .steward),
        ]
        for (name, role) in others {
            tokens[name] = try ledger.addSteward(name, roles: [role], by: "ada", at: time).text
        }
        let place = Subject(source: "depot/bay", id: "gate")
        // Three of a steward's observations that are rejected end what the steward may do.
        for number in 0..<3 {
            let seen = try ledger.observe(
                .loitering, at: place, seen: monday, reason: try PrivateItem(note: "seen \(number)"), by: "barred",
                at: time)
            _ = try ledger.confirm(
                seen, .rejected, reason: try PrivateItem(note: "no"), under: [], by: "rita", at: time)
        }
        try ledger.closeSteward("gone", by: "ada", at: time)
        return tokens
    }

    /// An observation that waits, and an appeal that waits.
    private func file(about number: Int) throws {
        let time = monday.later(minutes: 510), policy = try policy(TestHouse.policyText)
        _ = try ledger.observe(
            .exitBlocked, at: Subject(source: "depot/bay", id: "exit"), seen: monday.later(minutes: 40),
            reason: try PrivateItem(note: "PRIVATE-NOTE a van stood there"), by: "stu", at: time)
        _ = try ledger.file(
            AppealFiling(
                .event(TestHouse.event(number).id), reason: try PrivateItem(note: "PRIVATE-NOTE it was somebody else"),
                reply: try PrivateItem(note: "a public word")),
            at: time, policies: [policy.hash: policy])
    }

    private func refresh() {
        scorer.withLock { scorer in
            guard let count = try? ledger.reader.entryCount() else { return }
            scorer = scorer.anew(nextSequence: count)
        }
    }
}

// MARK: - What a household gives

extension TestHouse {
    var site: SiteFacts { SiteFacts(id: "depot", name: "Depot <b>&", purpose: "Keep the bay clear") }

    var cameras: [CameraFacts] {
        var settings = CameraSettings(id: "bay")
        settings.places = [
            Place(id: "gate", shape: .line(Segment(Point(0.4, 1), Point(0.4, 0)))),
            Place(id: "exit", shape: .zone(Polygon([Point(0, 0), Point(0.5, 0), Point(0.5, 0.5)]))),
        ]
        settings.rules = [RuleSettings(id: "loitering@exit", behaviour: .loitering, place: "exit")]
        settings.masks = [Polygon([Point(0.9, 0.9), Point(1, 0.9), Point(1, 1)])]
        var facts = CameraFacts(
            settings, purpose: "Keep the bay clear", uses: [.safety, .appeal], masked_permille: 5, state: "running")
        (facts.received, facts.processed, facts.hasPicture) = (10, 9, true)
        facts.skipped = ["damaged": 1]
        facts.delay_ms = (1, 2, 3.5)
        return [facts]
    }

    var health: HealthFacts {
        var health = HealthFacts(policy: PolicyName(id: "test", version: 1, hash: String(repeating: "0", count: 64)))
        (health.working, health.configured) = (1, 1)
        return health
    }

    var metrics: MetricFamilies {
        var metrics = MetricFamilies()
        metrics.add(.gauge, "camera_up", "1 while pictures come.", [MetricSample([MetricLabel("camera", "bay")], 1)])
        return metrics
    }

    func act<Value: Sendable>(_ body: (SQLiteLedger) throws -> Value) throws -> Value {
        defer { refresh() }
        return try body(ledger)
    }

    func policy(_ text: String) throws(Problem) -> Policy {
        do throws(Diagnostics) { return try PolicyReader.read(text: text, file: "policy").policy } catch {
            var problem = Problem(.unprocessable, "mistakes", mend: "see `problems`")
            problem.lines = error.list.map {
                Problem.Line(line: $0.line, column: $0.column, message: $0.message, mend: $0.mend)
            }
            throw problem
        }
    }

    func note(_ failure: String) { log.withLock { $0.append(failure) } }

    func picture(of camera: String) throws -> CameraPicture? {
        CameraPicture(
            jpeg: [0xFF, 0xD8, 0xFF, 0xD9], time: monday,
            followed: [Box(x: 0.41234, y: 0.3, width: 0.05, height: 0.1444), Box(x: -0.2, y: 0, width: 1, height: 1.5)])
    }
}
