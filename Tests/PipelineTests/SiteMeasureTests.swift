import Base
import Settings
import Pipeline
import StrictYAML
import Testing

@Suite struct `Measuring a site` {
    @Test func `the rate is that of the last ten seconds`() {
        var meter = RateMeter()
        #expect(meter.perSecond == nil)
        var count = 0
        for second in 0..<100 {
            meter.note(count, at_ns: UInt64(second) * 1_000_000_000)
            count += second < 50 ? 30 : 10
        }
        #expect(meter.perSecond == 10)
        for second in 100..<111 { meter.note(count, at_ns: UInt64(second) * 1_000_000_000) }
        #expect(meter.perSecond == 0)
    }

    @Test func `delays are those of the last ten seconds`() throws {
        var meter = DelayMeter(), all = LatencyHistogram()
        for second in 0..<30 as Range<UInt64> {
            meter.note(all, at_ns: second * 1_000_000_000)
            // Slow to begin with, as where thirty recordings are opened at once.
            all.add(second < 10 ? 500_000_000 : 1_000_000)
        }
        let recent = try #require(meter.recent)
        #expect(recent.count == 10 && all.count == 30)
        #expect(try #require(recent.longest_ms) < 1.1 && all.longest_ms == 500)
        var young = DelayMeter()
        young.note(all, at_ns: 0)
        #expect(young.recent == nil)
    }
}

@Suite struct `The watchdog's judge` {
    private func reading(_ name: String, _ beats: UInt64, start: Int = 1, idle: Bool = false) -> StageReading {
        StageReading(name: name, start: start, beats: beats, isIdle: idle)
    }

    @Test func `all is well while every stage gets on`() {
        var judge = WatchdogJudge()
        for beat in 1...5 as ClosedRange<UInt64> {
            #expect(judge.stuck([reading("camera a", beat), reading("scoring", beat * 2)]) == [])
        }
    }

    @Test func `a stage that stands still is named until it gets on`() {
        var judge = WatchdogJudge()
        #expect(judge.stuck([reading("camera a", 1), reading("camera b", 1)]) == [])
        #expect(judge.stuck([reading("camera a", 2), reading("camera b", 1)]) == ["camera b"])
        // Compared with the last report, not with the last look: one step since then is enough for all.
        #expect(judge.stuck([reading("camera a", 2), reading("camera b", 1)]) == ["camera b"])
        #expect(judge.stuck([reading("camera a", 2), reading("camera b", 2)]) == [])
    }

    @Test func `idle stages and new starts are not stuck`() {
        var judge = WatchdogJudge()
        #expect(judge.stuck([reading("scoring", 7, idle: true), reading("camera a", 9)]) == [])
        #expect(judge.stuck([reading("scoring", 7, idle: true), reading("camera a", 9, start: 2)]) == [])
        #expect(judge.stuck([reading("scoring", 7), reading("camera a", 10, start: 2)]) == ["scoring"])
    }
}

@Suite struct `Changes of a site's configuration` {
    private func site(_ cameras: String, id: String = "depot", extra: String = "") throws -> SiteConfiguration {
        let text = """
            wayside: 1
            site: {id: \(id)}
            purpose: Keep clear
            policy: policy.yaml
            \(extra)
            cameras:
            \(cameras)
            """
        return try SiteConfigurationReader.read(text: text, file: "wayside.yaml")
    }

    private let a = "  - {id: a, source: \"fixture:one\"}\n", b = "  - {id: b, source: \"fixture:two\"}\n"

    @Test func `unchanged cameras are kept, others stopped and started`() throws {
        let c = "  - {id: c, source: \"fixture:three\"}\n"
        let change = SiteChange(from: try site(a + b), to: try site(c + a))
        #expect(change.kept == ["a"] && change.stopped == ["b"] && change.started.map(\.settings.id) == ["c"])
        #expect(change.refused == [] && change.words == "1 camera unchanged, started c, stopped b")
    }

    @Test func `a camera with another source, mask or rule starts again`() throws {
        for other in [
            "{id: b, source: \"fixture:other\"}", "{id: b, source: \"fixture:two?loop=2\"}",
            "{id: b, source: \"fixture:two\", masks: [[[0, 0], [1, 0], [1, 1]]]}",
            "{id: b, source: \"fixture:two\", rules: [{behaviour: motion}]}",
        ] {
            let change = SiteChange(from: try site(a + b), to: try site(a + "  - \(other)\n"))
            #expect(change.kept == ["a"] && change.stopped == ["b"] && change.started.map(\.settings.id) == ["b"])
        }
    }

    @Test func `a camera that has given up starts again though nothing changed`() throws {
        let change = SiteChange(from: try site(a + b), to: try site(a + b), failed: ["b"])
        #expect(change.kept == ["a"] && change.stopped == ["b"] && change.started.map(\.settings.id) == ["b"])
    }

    @Test func `another site or state directory is refused by name`() throws {
        let old = try site(a)
        #expect(SiteChange(from: old, to: try site(a)).refused == [])
        let storage = SiteChange(from: old, to: try site(a, extra: "storage: {directory: other}"))
        #expect(storage.refused.count == 1 && storage.refused[0].contains("`storage.directory` is now other"))
        #expect(SiteChange(from: old, to: try site(a, id: "yard")).refused[0].contains("`site.id` is now yard"))
    }
}
