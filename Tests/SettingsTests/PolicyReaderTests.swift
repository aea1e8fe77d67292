import Base
import Settings
import Score
import StrictYAML
import Testing

@Suite struct PolicyReaderTests {
    private static let head = "policy: 1\nid: p\nversion: 1\ntitle: T\nreason: R\n"

    @Test func `a full policy is read as it is written`() throws {
        let text =
            Self.head + """
                standing: {start: 70.5, shown: [-10, 110]}
                exposure: {window: 12h, rated_from: 0.25}
                places:
                  - {place: bay/fire-exit, criticality: 1.25, sensitive_hours: ["22:00-06:00"]}
                behaviours:
                  - behaviour: loitering
                    id: night
                    places: [fire-exit, depot/bay/gate]
                    hours: ["20:00-05:00"]
                    level: medium
                    points: -1.5
                    half_life: 36h
                    cap: {points: 6, per: 12h}
                    confidence: 0.45
                    duration: {from: 2m, each: 90s}
                    measure: {name: occupancy, from: 4, each: 2}
                    repetition: 6h
                  - {behaviour: loitering, level: low, cap: {count: 3, per: 1h}}
                consequences:
                  - {consequence: note}
                  - {consequence: alarm, level: medium}
                  - {consequence: attention, below: 50}
                  - {consequence: commend, from: 90}
                """
        let policy = try PolicyReader.read(text: text, file: "policy.yaml").policy
        #expect((policy.id, policy.version, policy.title, policy.reason) == ("p", 1, "T", "R"))
        #expect(
            (policy.standing.start_mp, policy.standing.lowest_mp, policy.standing.highest_mp) == (
                70_500, -10_000, 110_000
            ))
        #expect((policy.exposure.window_ms, policy.exposure.ratedFrom_permille) == (43_200_000, 250))
        let gate = policy.place(Subject(source: "depot/bay", id: "fire-exit"))
        #expect(gate.criticality_percent == 125)
        #expect(gate.sensitiveHours == [DailyHours(fromMinute: 1320, toMinute: 360)])
        let night = policy.terms[0]
        #expect((night.id, night.behaviour, night.level, night.points_mp) == ("night", .loitering, .medium, -1500))
        #expect(night.places.map(\.text) == ["fire-exit", "depot/bay/gate"])
        #expect(night.halfLife_ms == 36 * 3_600_000)
        #expect(night.cap == Cap(.points_mp(6000), window_ms: 12 * 3_600_000))
        #expect((night.minimumConfidence_permille, night.repetitionWindow_ms) == (450, 6 * 3_600_000))
        #expect(night.duration == Steps(from: 120_000, each: 90_000))
        #expect(night.measure == MeasureSteps(name: "occupancy", steps: Steps(from: 4000, each: 2000)))
        #expect(policy.terms[1].cap == Cap(.count(3), window_ms: 3_600_000))
        #expect(policy.consequences.alarmFrom == .medium)
        #expect((policy.consequences.attentionBelow_mp, policy.consequences.commendFrom_mp) == (50_000, 90_000))
    }

    @Test func `the starter policy is good and its hash is that of its bytes`() throws {
        let file = try PolicyReader.read(file: "seeds/policy.yaml")
        #expect(Set(file.policy.terms.map(\.behaviour)) == Set(Behaviour.allCases))
        #expect(file.policy.hash == ContentHash.sha256Hex(file.bytes))
        #expect(file.policy.terms.filter { $0.behaviour.concernsCamera }.allSatisfy { $0.points_mp == 0 })
        #expect(file.policy.consequences.ofEvent(level: .high) == .alarm)
        #expect(file.policy.consequences.ofEvent(level: .medium) == .note)
    }

    @Test func `a comment changes the hash, since people read comments too`() throws {
        let text = Self.head + "behaviours: [{behaviour: motion, level: info}]\n"
        let a = try PolicyReader.read(text: text, file: "p"), b = try PolicyReader.read(text: text + "# x\n", file: "p")
        #expect(a.policy.hash != b.policy.hash)
    }

    static let refused: [(yaml: String, message: String)] = [
        ("behaviours: [{behaviour: smiling, level: low}]", "p:6:26: `behaviour` cannot be \"smiling\""),
        (
            "behaviours: [{behaviour: loitring, level: low}]",
            "p:6:26: `behaviour` cannot be \"loitring\"; did you mean \"loitering\"?"
        ),
        (
            "behaviours: [{behaviour: motion, level: low, pionts: 1}]",
            "p:6:46: unknown key `pionts` in behaviour; did you mean \"points\"?"
        ),
        ("behaviours: [{behaviour: motion, level: grave}]", "p:6:41: `level` cannot be \"grave\""),
        ("behaviours: [{behaviour: motion}]", "p:6:14: behaviour has no `level`"),
        (
            "behaviours: [{behaviour: motion, level: low, points: 0.0005}]",
            "p:6:54: `points` is finer than three decimals"
        ),
        ("behaviours: [{behaviour: motion, level: low, half_life: 3}]", "p:6:57: `half_life` must be a length of time"),
        (
            "behaviours: [{behaviour: motion, level: low, cap: {per: 1h}}]",
            "p:6:51: a cap limits either points or a count"
        ),
        (
            "behaviours: [{behaviour: motion, level: low, cap: {points: -1, per: 1h}}]",
            "p:6:60: a cap is a size, without a sign"
        ),
        (
            "behaviours: [{behaviour: motion, level: low, confidence: 2}]",
            "p:6:58: `confidence` is 2, which is out of range"
        ),
        ("behaviours: [{behaviour: motion, level: low, places: [a/b/c/d]}]", "p:6:55: `place` must be a place"),
        (
            "behaviours: [{behaviour: motion, level: low}, {behaviour: motion, level: low, id: b}]",
            "p:6:47: this term is never reached"
        ),
        (
            "behaviours: [{behaviour: motion, level: low}]\nconsequences: [{consequence: fine}]",
            "p:7:30: `consequence` cannot be \"fine\""
        ),
        (
            "behaviours: [{behaviour: motion, level: low}]\nconsequences: [{consequence: alarm}]",
            "p:7:16: consequence has no `level`"
        ),
        (
            "behaviours: [{behaviour: motion, level: low}]\nconsequences: [{consequence: attention, below: 9}, {consequence: commend, from: 8}]",
            "p:7:15: a place could be commended"
        ),
        (
            "behaviours: [{behaviour: motion, level: low}]\nstanding: {shown: [5, 5]}",
            "p:7:19: `shown` has its ends the wrong way round"
        ),
        ("behaviours: [{behaviour: motion, level: low, persons: [a]}]", "p:6:46: `persons` is about persons"),
        ("behaviours: [{behaviour: face-recognised, level: low}]", "p:6:26: `face` is about identity"),
        ("behaviours: [{behaviour: motion, level: low, id: ageGroup}]", "p:6:50: `age` is about groups"),
        (
            "behaviours: [{behaviour: motion, level: low}]\nconsequences: [{consequence: ban-visitors}]",
            "p:7:30: `ban` is about sanctions"
        ),
        ("behaviours: [{behaviour: assembly, level: high}]", "p:6:26: `assembly` is about assembly"),
        ("behaviours: []", "p:6:13: `behaviours` has 0 items"),
    ]

    @Test(arguments: refused)
    func `what a policy must not say is refused where it stands`(yaml: String, message: String) {
        let error = #expect(throws: Diagnostics.self) {
            try PolicyReader.read(text: Self.head + yaml + "\n", file: "p")
        }
        let lines = (error?.list ?? []).map(\.description)
        #expect(lines.contains { $0.hasPrefix(message) }, "\(lines)")
        #expect(lines.allSatisfy { $0.contains("; ") }, "every message has a mend: \(lines)")
    }

    @Test func `a policy without a reason is refused`() {
        let text = "policy: 2\nid: p\nversion: 1\ntitle: T\nbehaviours: [{behaviour: motion, level: info}]\n"
        let error = #expect(throws: Diagnostics.self) { try PolicyReader.read(text: text, file: "p") }
        #expect(
            error?.list.map(\.message) == ["format version 2 of `policy` is not known", "the file has no `reason`"]
                || error?.list.map(\.message) == [
                    "the file has no `reason`", "format version 2 of `policy` is not known",
                ])
    }
}
