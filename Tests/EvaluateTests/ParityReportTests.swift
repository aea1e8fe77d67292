import Base
import Evaluate
import Testing

private func group(
    _ axis: ParityGroup.Axis, _ clothing: ParityGroup.Clothing = .darker, light: String = "sun", contrast: Double = 45,
    height: Double = 1.7, speed: Double = 1.3, found: Int, of due: Int = 100
) -> ParityGroup {
    var group = ParityGroup(
        axis: axis, light: light, clothing: clothing, contrast_luma: contrast, height_m: height, speed_mps: speed)
    (group.tally.found, group.tally.missed) = (found, due - found)
    return group
}

@Suite struct `Parity` {
    @Test func `clothes are compared at equal contrast and in the same light`() {
        let report = ParityReport([
            group(.clothing, contrast: 20, found: 97), group(.clothing, .brighter, contrast: 20, found: 100),
            group(.clothing, contrast: 6, found: 40), group(.clothing, .brighter, contrast: 6, found: 20),
            group(.clothing, light: "overcast", contrast: 20, found: 99),
        ])
        #expect(report.lights == ["sun", "overcast"])
        let gaps = report.clothingGaps
        #expect(gaps.map(\.isLimited) == [true, false], "rising contrast; the group without partner is left out")
        #expect(gaps.map { ($0.difference ?? 1) <= ParityReport.tolerance } == [false, false])
        #expect(report.largestGap?.difference.map { ($0 * 100).rounded() } == 3)
        #expect(report.text.contains("sun, contrast 20") && report.text.contains("no parity"))
    }

    @Test func `the ends of height and speed are compared, whatever lies between`() {
        let report = ParityReport([
            group(.height, height: 1.6, found: 50), group(.height, height: 2.0, found: 99),
            group(.height, height: 1.2, found: 98), group(.speed, speed: 3, found: 100),
            group(.speed, speed: 0.5, found: 80),
        ])
        let height = report.ends(of: .height), speed = report.ends(of: .speed)
        #expect(height.map(\.subject) == ["sun: 1.2 m against 2.0 m tall"])
        #expect(height.map(\.first.found) == [98] && height.map(\.second.found) == [99])
        #expect(speed.map(\.first.found) == [80])
        #expect(report.judgedGaps.map(\.subject) == height.map(\.subject), "speed is shown and not judged")
    }

    @Test func `a group in which nobody was due has no recall to compare`() {
        let report = ParityReport([group(.height, height: 1.2, found: 0, of: 0), group(.height, height: 2, found: 9)])
        #expect(report.ends(of: .height).map(\.difference) == [nil])
    }
}
