import Base
import Detect
import Testing

@Suite struct ExposureMeterTests {
    private func accounts(
        rate: Double, seconds: Double, _ blind: (Double) -> BlindReason?, gap: ClosedRange<Double>? = nil
    ) -> [Exposure] {
        var meter = ExposureMeter(source: "site/cam", places: ["hall", "gate"])
        var accounts: [Exposure] = []
        for frame in 0...Int(seconds * rate) {
            let t = Double(frame) / rate
            if gap?.contains(t) == true { continue }
            accounts += meter.note(RuleStage.start.advanced(bySeconds: t), blind: blind(t))
        }
        return accounts + meter.finish()
    }

    @Test(arguments: frameRates + [29.97])
    func `every millisecond is observed or blind for a reason`(rate: Double) {
        let list = accounts(rate: rate, seconds: 150) {
            $0 > 20 && $0 < 70 ? .tampered(.dark) : $0 > 90 && $0 < 100 ? .skipped : nil
        }
        #expect(list.count == 6)
        for account in list {
            let blind = account.blind_ms.reduce(0) { $0 + $1.milliseconds }
            #expect((account.observed_ms + blind) * 1000 == account.end.microseconds - account.start.microseconds)
            #expect(account.blind_ms.map(\.reason) == account.blind_ms.map(\.reason).sorted())
        }
        let hall = list.filter { $0.place == "hall" }
        #expect(zip(hall, hall.dropFirst()).allSatisfy { $0.end == $1.start })
        let dark = hall.flatMap(\.blind_ms).filter { $0.reason == "dark" }.reduce(0) { $0 + $1.milliseconds }
        #expect(abs(Double(dark) - 50_000) <= 2000 / rate)
    }

    @Test func `whole minutes are counted from the first picture`() {
        let hall = accounts(rate: 10, seconds: 130, { _ in nil }).filter { $0.place == "hall" }
        #expect(hall.map { $0.end.milliseconds(since: $0.start) } == [60_000, 60_000, 10_000])
        #expect(hall.map(\.observed_ms) == [60_000, 60_000, 10_000])
        #expect(Set(hall.map(\.id)).count == 3)
    }

    @Test func `a long gap between pictures is blind beyond two seconds`() throws {
        let hall = accounts(rate: 10, seconds: 50, { _ in nil }, gap: 10.05...30.05).filter { $0.place == "hall" }
        let account = try #require(hall.first)
        #expect(account.blind_ms == [Exposure.Blind(reason: "skipped", milliseconds: 18_100)])
        #expect(account.observed_ms == 31_900)
    }

    @Test func `one picture alone has no time to account for`() {
        #expect(accounts(rate: 10, seconds: 0, { _ in nil }).isEmpty)
    }
}
