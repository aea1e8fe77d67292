import Base
import Settings
import Score
import StrictYAML
import Testing

@Suite struct `Merits, alarms and appeals of a policy` {
    private static let head = """
        policy: 1
        id: p
        version: 1
        title: T
        reason: R
        behaviours: [{behaviour: wrong-way, level: low}]

        """

    private func read(_ yaml: String) throws -> PolicyFile {
        try PolicyReader.read(text: Self.head + yaml + "\n", file: "p")
    }

    @Test func `a merit is read as it is written, with the kind's own opposites unless others are named`() throws {
        let policy = try read(
            """
            merits:
              - {merit: one-way-kept, places: [ramp], points: 0.25}
              - merit: kept-clear
                id: night
                without: [exit-blocked, overcrowding]
                places: [fire-exit, bay/gate]
                points: 2
                per: 30m
                observed: 0.75
                half_life: 7d
            alarms: {most: 4, per: 10m}
            appeals: {decide_within: 14d}
            """
        ).policy
        var ramp = MeritTerm(id: "one-way-kept", merit: .oneWayKept, points_mp: 250)
        ramp.places = [PlaceSelector("ramp")]
        var night = MeritTerm(id: "night", merit: .keptClear, points_mp: 2000)
        night.without = [.exitBlocked, .overcrowding]
        night.places = [PlaceSelector("fire-exit"), PlaceSelector("bay/gate")]
        (night.window_ms, night.observed_permille, night.halfLife_ms) = (1_800_000, 750, 604_800_000)
        #expect(policy.merits == [ramp, night])
        #expect(
            (ramp.without, ramp.window_ms, ramp.observed_permille, ramp.halfLife_ms) == (
                [.wrongWay], 3_600_000, 900, 259_200_000
            ))
        #expect(policy.alarms == AlarmBudget(most: 4, window_ms: 600_000))
        #expect(policy.appeals.decideWithin_ms == 14 * 86_400_000)
    }

    @Test func `without the keys nothing is earned, alarms are not limited and appeals have 21 days`() throws {
        let policy = try read("").policy
        #expect(policy.merits.isEmpty)
        #expect(policy.alarms == nil)
        #expect(policy.appeals.decideWithin_ms == 21 * 86_400_000)
    }

    static let refused: [(yaml: String, message: String)] = [
        ("merits: [{merit: quiet, places: [a], points: 1}]", "p:7:18: `merit` cannot be \"quiet\""),
        ("merits: [{merit: kept-clear, points: 1}]", "p:7:10: merit has no `places`; add `places: [fire-exit]`"),
        ("merits: [{merit: kept-clear, places: [], points: 1}]", "p:7:38: `places` has 0 items"),
        ("merits: [{merit: kept-clear, places: [a]}]", "p:7:10: merit has no `points`"),
        ("merits: [{merit: kept-clear, places: [a], points: -1}]", "p:7:51: a merit adds points"),
        ("merits: [{merit: kept-clear, places: [a], points: 0}]", "p:7:51: a merit adds points"),
        ("merits: [{merit: kept-clear, places: [a], points: 1, per: 1s}]", "p:7:59: `per` is 1s"),
        ("merits: [{merit: kept-clear, places: [a], points: 1, observed: 0}]", "p:7:64: `observed` is 0"),
        (
            "merits: [{merit: kept-clear, places: [a], points: 1, without: [exit-blocked, occupancy]}]",
            "p:7:78: no place earns for being without `occupancy`"
        ),
        (
            "merits: [{merit: kept-clear, places: [a], points: 1, without: [camera-tampered]}]",
            "p:7:64: no place earns for being without `camera-tampered`; set `observed`"
        ),
        (
            "merits: [{merit: one-way-kept, places: [a], points: 1, without: [speeding]}]",
            "p:7:65: `one-way-kept` is not said by `without`; name `wrong-way` among others"
        ),
        (
            "merits: [{merit: kept-clear, places: [a], points: 1}, {merit: kept-clear, places: [b], points: 1}]",
            "p:7:55: there is another term `kept-clear`"
        ),
        (
            "merits: [{merit: kept-clear, id: wrong-way, places: [a], points: 1}]",
            "p:7:10: there is another term `wrong-way`"
        ),
        ("alarms: {most: 0, per: 1h}", "p:7:16: `most` is 0"),
        ("alarms: {most: 6}", "p:7:9: alarms has no `per`"),
        ("appeals: {decide_within: 1m}", "p:7:26: `decide_within` is 1m"),
        ("appeals: {decide: 21d}", "p:7:11: unknown key `decide` in appeals; use decide_within"),
    ]

    @Test(arguments: refused)
    func `what is wrong with them is said where it stands`(yaml: String, message: String) {
        let error = #expect(throws: Diagnostics.self) { try read(yaml) }
        let lines = (error?.list ?? []).map(\.description)
        #expect(lines.contains { $0.hasPrefix(message) }, "\(lines)")
        #expect(lines.allSatisfy { $0.contains("; ") }, "every message has a mend: \(lines)")
    }

    @Test func `rules as JSON write out every default and leave words out`() throws {
        let file = try read("merits: [{merit: speed-kept, places: [lane], points: 0.1}]")
        #expect(
            file.rules == """
                {"rules":1,"standing":{"start_mp":80000,"lowest_mp":0,"highest_mp":100000},\
                "exposure":{"window_ms":86400000,"rated_from_permille":500},"places":[],\
                "behaviours":[{"id":"wrong-way","behaviour":"wrong-way","places":[],"hours":[],"level":"low",\
                "points_mp":0,"half_life_ms":259200000,"cap":null,"confidence_permille":0,"duration":null,\
                "measure":null,"repetition_ms":null}],\
                "merits":[{"id":"speed-kept","merit":"speed-kept","without":["speeding"],"places":["lane"],\
                "points_mp":100,"window_ms":3600000,"observed_permille":900,"half_life_ms":259200000}],\
                "consequences":{"alarm_from":null,"attention_below_mp":null,"commend_from_mp":null},\
                "alarms":null,"appeals":{"decide_within_ms":1814400000}}
                """)
        let other = try PolicyReader.read(
            text: "policy: 1\nid: q\nversion: 2\ntitle: U\nreason: S # why\n"
                + "behaviours: [{behaviour: wrong-way, level: low}]\n"
                + "merits: [{merit: speed-kept, places: [lane], points: 0.1, per: 60m}]\n", file: "q")
        #expect(other.rulesHash == file.rulesHash)
        #expect(other.policy.hash != file.policy.hash)
    }

    @Test func `rules as JSON tell every member of a policy`() throws {
        let rules = try PolicyReader.read(file: "seeds/policy.yaml").rules
        for part in [
            #""places":[{"place":"fire-exit","criticality_percent":150,"sensitive_hours":[[1320,360]]}]"#,
            #""cap":{"points_mp":5000,"window_ms":86400000},"confidence_permille":400,"#,
            #""duration":{"from_ms":120000,"each_ms":120000},"measure":null,"repetition_ms":86400000}"#,
            #""measure":{"name":"occupancy","from_thousandths":8000,"each_thousandths":4000}"#,
            #""consequences":{"alarm_from":"high","attention_below_mp":60000,"commend_from_mp":90000}"#,
            #""alarms":{"most":6,"window_ms":3600000}"#,
        ] { #expect(rules.contains(part), "\(part)") }
    }
}
