import Base
import Foundation
import Messages
import Score
import Testing
import WaysideTestSupport

@Suite struct `Alarm routing` {
    private func run(_ routing: AlarmRouting, _ items: [OutgoingItem]) -> (AlarmRouter, [AlarmRouter.News]) {
        var router = AlarmRouter(routing)
        let news = items.flatMap { router.take($0.entry) }
        return (router, news)
    }

    private func digests(_ news: [AlarmRouter.News]) -> [AlarmDigest] {
        news.compactMap { if case .digest(let digest) = $0 { digest } else { nil } }
    }

    @Test func `an alarm within the budget is told at once, a note never`() {
        var maker = EntryMaker()
        let items = [
            maker.event(at: monday), maker.event(at: minutes(1), consequence: .note), maker.exposure(at: minutes(2)),
        ]
        let (router, news) = run(AlarmRouting(), items)
        #expect(news == [.alarm(items[0].entry)])
        #expect(router.counts == (told: 1, digested: 0, digests: 0, waiting: 0))
    }

    @Test func `what exceeds the budget comes as one digest at the end of its window`() throws {
        var maker = EntryMaker()
        var items = (0..<10).map { maker.event(at: minutes(Double($0)), consequence: .digest) }
        items += (0..<30).map { maker.exposure(at: minutes(Double($0) + 0.5)) }
        let (router, news) = run(AlarmRouting(), items)
        let digest = try #require(digests(news).first)
        #expect(news.count == 1)
        #expect(digest.alarms == 10 && digest.overBudget == 10)
        #expect((digest.start_ms, digest.due_ms) == (monday.milliseconds, minutes(15).milliseconds))
        #expect(digest.lines.map(\.count) == [10])
        #expect(router.counts == (told: 0, digested: 10, digests: 1, waiting: 0))
    }

    @Test func `in quiet hours alarms wait until their end, and urgent ones do not`() throws {
        var maker = EntryMaker()
        // 14:00 lies in them; they end at 16:30, in the middle of no window of an hour.
        let hours = DailyHours(fromMinute: 13 * 60, toMinute: 16 * 60 + 30)
        let routing = AlarmRouting(quietHours: [hours], urgentFrom: .high, window_ms: 3_600_000)
        var items = [maker.event(at: minutes(3)), maker.event(at: minutes(4), level: .high)]
        items += (5..<200).map { maker.exposure(at: minutes(Double($0))) }
        let (router, news) = run(routing, items)
        #expect(news.first == .alarm(items[1].entry))
        let digest = try #require(digests(news).first)
        #expect(digest.due_ms == minutes(150).milliseconds && digest.alarms == 1 && digest.overBudget == 0)
        #expect(router.counts == (told: 1, digested: 1, digests: 1, waiting: 0))
    }

    @Test func `quiet hours over midnight are one night and have one digest`() {
        var maker = EntryMaker()
        let night = AlarmRouting(quietHours: [DailyHours(fromMinute: 22 * 60, toMinute: 6 * 60)])
        let items = (0..<(24 * 4)).map { maker.event(at: minutes(Double($0) * 15)) }
        let (router, news) = run(night, items)
        #expect(digests(news).map(\.alarms) == [32])
        #expect(router.counts.told == 24 * 4 - 32)
    }

    @Test func `quiet hours that never end still give a digest a day`() {
        var maker = EntryMaker()
        let always = AlarmRouting(quietHours: [DailyHours(fromMinute: 0, toMinute: 1440)])
        let items = (0..<(24 * 3)).map { maker.event(at: minutes(Double($0) * 60)) }
        let (router, news) = run(always, items)
        #expect(digests(news).count == 2)
        #expect(router.counts.told == 0 && router.counts.digested + router.counts.waiting == 72)
    }

    @Test func `no alarm is lost and no window has two digests, whatever comes and however late`() {
        for seed in 0..<200 as Range<UInt64> {
            var random = SeededRandom(seed: seed), maker = EntryMaker()
            let routing = AlarmRouting(
                quietHours: seed % 2 == 0 ? [DailyHours(fromMinute: 870, toMinute: 900)] : [],
                urgentFrom: seed % 4 < 2 ? .high : nil, window_ms: [60_000, 900_000, 3_600_000][Int(seed % 3)])
            var clock = 0.0, alarms = 0
            let items = (0..<300).map { _ in
                clock += Double(random.next() % 300) / 60
                let late = Double(random.next() % 1200) / 60
                let consequence = [Consequence.alarm, .digest, .note][Int(random.next() % 3)]
                if consequence != .note { alarms += 1 }
                let level = Level.allCases[Int(random.next() % 4)]
                return maker.event(at: minutes(clock - late), level: level, consequence: consequence)
            }
            let (router, news) = run(routing, items)
            let told = news.count { if case .alarm = $0 { true } else { false } }
            let counts = router.counts
            #expect(counts.told == told && counts.told + counts.digested + counts.waiting == alarms)
            #expect(digests(news).reduce(0) { $0 + $1.alarms } == counts.digested)
            #expect(digests(news).allSatisfy { $0.lines.reduce(0) { $0 + $1.count } == $0.alarms })
            let starts = digests(news).map(\.start_ms)
            #expect(starts == starts.sorted() && Set(starts).count == starts.count)
        }
    }

    @Test func `acts of people do not move its clock`() {
        var maker = EntryMaker()
        let later = LedgerEntry.Content.escalation(EscalationEntry(appeal: 1, due: minutes(9000)))
        let items = [
            maker.event(at: monday, consequence: .digest),
            OutgoingItem(entry: maker.make(later, at: minutes(9000)), line: nil), maker.exposure(at: minutes(1)),
        ]
        #expect(run(AlarmRouting(), items).1 == [])
    }

    @Test func `a digest lists the gravest first, and counts what it does not list`() throws {
        var maker = EntryMaker(), fold = MessageFold(site: "depot", alarms: AlarmRouting(), state: nil)
        var items = (0..<150).map {
            maker.event(at: minutes(1), place: "place-\($0)", level: .low, consequence: .digest)
        }
        items += (0..<3).map { _ in maker.event(at: minutes(2), place: "exit", level: .high, consequence: .digest) }
        items.append(maker.exposure(at: minutes(16)))
        let messages = items.flatMap { fold.take($0) }.filter { $0.kind == .digests }
        let json = try #require(messages.first?.event.json)
        let data = try #require(try members(json)["data"] as? [String: Any])
        let lines = try #require(data["lines"] as? [[String: Any]])
        #expect(lines.count == 100 && lines[0]["subject"] as? String == "exit" && lines[0]["count"] as? Int == 3)
        #expect(data["not_listed"] as? [String: Int] == ["lines": 51, "alarms": 51])
        #expect(data["alarms"] as? Int == 153)
    }
}
