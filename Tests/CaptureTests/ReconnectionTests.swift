import Base
import Capture
import Testing
import WaysideTestSupport

@Suite struct ReconnectionTests {
    /// Opens at 0 and delivers a picture at once.
    private func streaming() -> Reconnection {
        var machine = Reconnection(at: 0)
        machine.opened(at: 0)
        _ = machine.delivered(at: 0, isPicture: true)
        return machine
    }

    @Test func `a new machine opens at once and then pulls in short slices`() {
        var machine = Reconnection(at: 7)
        #expect(machine.action(at: 7) == .open && !machine.isOpen)
        machine.opened(at: 7)
        #expect(machine.action(at: 7) == .pull(timeout_ms: 250) && machine.isOpen)
    }

    @Test func `two seconds without a buffer are a stall, and not a moment less`() {
        var machine = streaming()
        #expect(machine.action(at: 1900) == .pull(timeout_ms: 100), "the last slice ends when the stall is due")
        let early = machine.idled(at: 1999)
        #expect(!early && machine.loss == nil)
        let due = machine.idled(at: 2000)
        #expect(due && machine.loss == .stalled && !machine.isOpen)
    }

    @Test func `the first buffer of a stream may take five seconds`() {
        var machine = Reconnection(at: 0)
        machine.opened(at: 0)
        let stalls = [4999, 5000].map { machine.idled(at: $0) }
        #expect(stalls == [false, true])
    }

    @Test func `a loss is told at once and again every second until a picture comes`() {
        var machine = streaming()
        let calm = machine.lossDue(at: 10)
        #expect(calm == nil)
        machine.failed(.unplugged, at: 20)
        let told = [20, 1019, 1020].map { machine.lossDue(at: $0) }
        #expect(told == [.unplugged, nil, .unplugged])
        machine.opened(at: 1100)
        let opened = machine.lossDue(at: 2020)
        #expect(opened == .unplugged, "an open device without pictures is still lost")
        let faulty = machine.delivered(at: 2100, isPicture: false)
        #expect(faulty == nil, "a faulty buffer is no picture")
        let over = machine.delivered(at: 2133, isPicture: true)
        #expect(over == .unplugged && machine.loss == nil)
        let later = machine.lossDue(at: 9000)
        #expect(later == nil)
    }

    @Test func `what stands in the way of coming back is told, how it looks meanwhile is not`() {
        var machine = streaming()
        machine.failed(.unplugged, at: 0)
        machine.failed(.absent, at: 100)
        #expect(machine.loss == .unplugged)
        machine.failed(.busy, at: 200)
        #expect(machine.loss == .busy)
    }

    @Test(arguments: LossReason.allCases)
    func `the wait before an attempt doubles and is bounded`(_ reason: LossReason) {
        let waits = (0..<40).map { Reconnection.backOff_ms(reason, attempt: $0) }
        #expect(waits[0] == 100 && waits == waits.sorted())
        #expect((500...5000).contains(waits[39]))
        if reason == .absent || reason == .unplugged { #expect(waits[39] == 500, "people wait for it") }
    }

    @Test func `the back-off begins again only after a stream that ran well`() {
        var machine = streaming()
        var now: Int64 = 0
        // A device that opens, gives one picture and fails is left alone for longer and longer.
        for _ in 0..<6 {
            machine.failed(.failed, at: now)
            now += machine.untilAttempt_ms(at: now) ?? 0
            machine.opened(at: now)
            _ = machine.delivered(at: now, isPicture: true)
        }
        machine.failed(.failed, at: now)
        #expect(machine.untilAttempt_ms(at: now) == 2000)
        now += 2000
        machine.opened(at: now)
        _ = machine.delivered(at: now + 6000, isPicture: true)
        machine.failed(.failed, at: now + 6000)
        #expect(machine.untilAttempt_ms(at: now + 6000) == 100)
    }

    @Test func `no order of faults makes it wait too long or forget that it is closed`() {
        var seed = SeededRandom(seed: 42)
        var machine = Reconnection(at: 0)
        var now: Int64 = 0
        for _ in 0..<20_000 {
            now += Int64(seed.next() % 300)
            switch machine.action(at: now) {
            case .open:
                let reason = LossReason.allCases[Int(seed.next() % 8)]
                if seed.next() % 2 == 0 { machine.opened(at: now) } else { machine.failed(reason, at: now) }
            case .pull(let timeout_ms):
                #expect((1...250).contains(timeout_ms) && machine.isOpen)
                switch seed.next() % 4 {
                case 0: machine.failed(.failed, at: now)
                case 1: _ = machine.idled(at: now)
                default: _ = machine.delivered(at: now, isPicture: seed.next() % 3 > 0)
                }
            case .wait(let ms):
                #expect((1...250).contains(ms) && !machine.isOpen && machine.loss != nil)
                #expect(machine.untilAttempt_ms(at: now) ?? .max <= 5000)
            }
        }
    }
}
