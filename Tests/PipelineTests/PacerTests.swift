import Base
import Pipeline
import Synchronization
import Testing

/// A clock that a sleep advances.
private final class HandClock: Sendable {
    let now_s = Mutex(100.0)
    var clock: PaceClock {
        PaceClock(now_s: { self.now_s.withLock { $0 } }, sleep_s: { step in self.now_s.withLock { $0 += step } })
    }
    var elapsed_s: Double { now_s.withLock { $0 } - 100 }
}

@Suite struct `Pacing frames` {
    private func frame(_ seconds: Double) -> Timestamp { Timestamp.recordingDefault.advanced(bySeconds: seconds) }

    @Test(arguments: [(1.0, 4.0), (2.0, 2.0), (0.5, 8.0)])
    func `a frame comes when it is due at this speed`(speed: Double, due_s: Double) {
        let hand = HandClock()
        var pacer = Pacer(speed: speed, clock: hand.clock)
        for seconds in [0, 1, 2.5, 4] { pacer.wait(until: frame(seconds), stop: StopRequest()) }
        #expect(abs(hand.elapsed_s - due_s) < 1e-6)
    }

    @Test(arguments: [nil, 0.0] as [Double?]) func `full speed does not wait`(speed: Double?) {
        let hand = HandClock()
        var pacer = Pacer(speed: speed, clock: hand.clock)
        for seconds in [0.0, 50, 100] { pacer.wait(until: frame(seconds), stop: StopRequest()) }
        #expect(hand.elapsed_s == 0)
    }

    @Test func `late frames are not waited for`() {
        let hand = HandClock()
        var pacer = Pacer(speed: 1, clock: hand.clock)
        pacer.wait(until: frame(0), stop: StopRequest())
        hand.now_s.withLock { $0 += 10 }
        pacer.wait(until: frame(3), stop: StopRequest())
        #expect(hand.elapsed_s == 10)
    }

    @Test func `a stop ends the waiting`() {
        let hand = HandClock(), stop = StopRequest()
        var pacer = Pacer(speed: 1, clock: hand.clock)
        pacer.wait(until: frame(0), stop: stop)
        stop.request()
        pacer.wait(until: frame(1000), stop: stop)
        #expect(hand.elapsed_s == 0)
    }
}

@Suite struct `Remembering regions` {
    @Test func `regions of the last second are remembered and older ones forgotten`() {
        var recent = RecentRegions()
        let a = Box(x: 0, y: 0, width: 0.1, height: 0.1), b = Box(x: 0.5, y: 0, width: 0.1, height: 0.1)
        recent.add([a], at: Timestamp.recordingDefault)
        recent.add([b], at: Timestamp.recordingDefault.advanced(bySeconds: 0.9))
        #expect(recent.boxes == [a, b])
        recent.add([], at: Timestamp.recordingDefault.advanced(bySeconds: 1.5))
        #expect(recent.boxes == [b])
    }
}
