import Base
import Evaluate
import Testing

private func tally(_ found: Int, _ missed: Int, _ wrong: Int) -> Tally {
    var tally = Tally()
    (tally.found, tally.missed, tally.wrong) = (found, missed, wrong)
    return tally
}

@Suite struct `Evaluation` {
    @Test(
        arguments: [
            (8, 2, 0, 1.0, 0.8, 8.0 / 9), (3, 1, 3, 0.5, 0.75, 0.6), (0, 4, 0, nil, 0, 0), (0, 0, 3, 0, nil, 0),
            (0, 0, 0, nil, nil, nil),
        ] as [(Int, Int, Int, Double?, Double?, Double?)])
    func `ratios follow from the counts`(
        found: Int, missed: Int, wrong: Int, precision: Double?, recall: Double?, f1: Double?
    ) {
        let tally = tally(found, missed, wrong)
        #expect(tally.precision == precision && tally.recall == recall)
        #expect(tally.f1.map { ($0 * 1e9).rounded() } == f1.map { ($0 * 1e9).rounded() })
    }

    @Test(arguments: [0.65, 1, 60])
    func `the i-LIDS F1 is the published formula`(alpha: Double) throws {
        let tally = tally(7, 3, 2), p = 7.0 / 9, r = 0.7
        let found = try #require(tally.f1(alpha: alpha))
        #expect(abs(found - (alpha + 1) * r * p / (r + alpha * p)) < 1e-12)
    }

    @Test func `with alpha 1 it is the plain F1`() { #expect(tally(7, 3, 2).f1(alpha: 1) == tally(7, 3, 2).f1) }

    private func report() -> EvaluationReport {
        let gate = judge(
            [seen(.lineCrossed, "gate", 10.25, .left), seen(.lineCrossed, "gate", 30, .right)],
            Truth(tolerance_s: 2, events: [crossed(10, .left), crossed(50)]), duration_s: 1800)
        let yard = judge(
            [seen(.loitering, "yard", 21, end: 30)],
            Truth(tolerance_s: 2, events: [Truth.Event(behaviour: .loitering, place: "yard", onset_s: 20)]),
            duration_s: 1800)
        return EvaluationReport([gate, yard])
    }

    @Test func `recordings are added up event by event`() {
        let report = report()
        #expect(report.cameraHours == 1)
        #expect(report.tallies.map(\.behaviour) == [.lineCrossed, .loitering])
        #expect(report.all.found == 2 && report.all.missed == 1 && report.all.wrong == 1)
        #expect(report.falsePerHour(report.all) == 1)
    }

    @Test func `the text shows totals, and each missed and false event with its time`() {
        let lines = report().text.split(separator: "\n").map(String.init)
        #expect(
            lines[1].split(separator: " ") == [
                "line-crossed", "2", "1", "1", "1", "0.500", "0.500", "0.500", "0.500", "0.500", "0.25", "s", "1.0",
                "0",
            ])
        #expect(lines[2].hasPrefix("loitering"))
        #expect(lines[3].split(separator: " ").prefix(5) == ["all", "3", "2", "1", "1"])
        #expect(lines.contains("  missed line-crossed gate at 50.00 s"))
        #expect(lines.contains("  false  line-crossed gate right at 30.00 s"))
        #expect(Set(lines[0...3].map(\.count)).count == 1, "columns line up")
    }

    @Test func `the JSON is one line and always the same`() {
        let json = report().json
        #expect(!json.contains("\n"))
        #expect(json == report().json)
        #expect(
            json.hasPrefix(
                "{\"evaluation\":1,\"alpha\":{\"alert\":0.65,\"recording\":60},\"camera_hours\":1,\"all\":{\"due\":3,\"true\":2,"
            ))
        #expect(json.contains("\"missed\":[{\"behaviour\":\"line-crossed\",\"place\":\"gate\",\"time_s\":50}]"))
        #expect(json.contains("\"precision\":1,\"recall\":1,\"f1\":1"))
    }

    @Test(
        arguments: [
            ("f1=0.6", nil), ("f1=0.7", "f1 is 0.6667, at least 0.7 is required"), ("loitering:f1=1", nil),
            ("line-crossed:recall=0.9", "line-crossed:recall is 0.5, at least 0.9 is required"),
            ("false-per-hour=1", nil), ("false-per-hour=0.5", "false-per-hour is 1, at most 0.5 is required"),
            ("motion:f1=0.5", "motion:f1 has no value: nothing was judged"), ("count-error=1", nil),
        ] as [(String, String?)])
    func `a requirement is met or says why not`(text: String, shortfall: String?) throws {
        #expect(try Requirement(text).shortfall(in: report()) == shortfall)
    }

    @Test(arguments: ["f1", "f1=", "f1=x", "f1=1.5", "f1=-1", "f1=nan", "f2=0.5", "loitring:f1=0.5", "=1", ""])
    func `what is not a requirement is refused`(text: String) {
        #expect(throws: Requirement.Mistake.self) { try Requirement(text) }
    }

    @Test func `the nearest behaviour and metric are named`() throws {
        let behaviour = try #require(throws: Requirement.Mistake.self) { try Requirement("loitring:f1=0.5") }
        #expect(behaviour.mend == "did you mean \"loitering\"?")
        let metric = try #require(throws: Requirement.Mistake.self) { try Requirement("recal=0.5") }
        #expect(metric.mend == "did you mean \"recall\"?")
    }
}
