import Pipeline
import Testing

/// Cameras that want turns, by a clock that only the cost of their work moves on.
private struct Crowd {
    /// A camera by its period and what a picture of it costs, and what became of its pictures.
    struct Camera {
        let period_us: Int
        let cost_us: Int
        var seat = 0
        /// When the pictures came that are not looked at yet.
        var pending: [Int] = []
        var asked = false
        var next_us = 0
        var seen = 0
        var dropped = 0
        var latest_us = 0

        init(period_us: Int, cost_us: Int) { (self.period_us, self.cost_us) = (period_us, cost_us) }
    }

    var cameras: [Camera]
    private var queue: TurnQueue
    /// Who works, and until when.
    private var working: [(camera: Int, until_us: Int)] = []

    init(turns: Int = 1, _ cameras: [Camera]) {
        queue = TurnQueue(turns: turns)
        self.cameras = cameras
        for index in cameras.indices { self.cameras[index].seat = queue.join() }
    }

    /// Runs for so long: at every moment something is due, the earliest first.
    mutating func run(seconds: Int) {
        while true {
            let arrival_us = cameras.map(\.next_us).min() ?? .max, end_us = working.map(\.until_us).min() ?? .max
            if min(arrival_us, end_us) >= seconds * 1_000_000 { return }
            if end_us <= arrival_us { finish(at: end_us) } else { arrive(at: arrival_us) }
        }
    }

    private mutating func arrive(at now_us: Int) {
        for index in cameras.indices where cameras[index].next_us == now_us {
            cameras[index].next_us += cameras[index].period_us
            cameras[index].pending.append(now_us)
            if cameras[index].pending.count > 4 {
                cameras[index].pending.removeFirst()
                cameras[index].dropped += 1
            }
            ask(index, at: now_us)
        }
    }

    private mutating func ask(_ index: Int, at now_us: Int) {
        if cameras[index].asked || cameras[index].pending.isEmpty { return }
        cameras[index].asked = true
        if queue.ask(cameras[index].seat) { begin(index, at: now_us) }
    }

    private mutating func begin(_ index: Int, at now_us: Int) {
        cameras[index].latest_us = max(cameras[index].latest_us, now_us - cameras[index].pending.removeFirst())
        working.append((index, now_us + cameras[index].cost_us))
    }

    private mutating func finish(at now_us: Int) {
        guard let place = working.firstIndex(where: { $0.until_us == now_us }) else { return }
        let index = working.remove(at: place).camera
        cameras[index].seen += 1
        cameras[index].asked = false
        let next = queue.giveBack(cameras[index].seat, cost_ns: UInt64(cameras[index].cost_us) * 1000)
        if let next, let other = cameras.firstIndex(where: { $0.seat == next }) { begin(other, at: now_us) }
        ask(index, at: now_us)
    }
}

/// A queue to ask within an expectation, which takes no mutating calls.
private final class Counter {
    private var queue: TurnQueue
    init(turns: Int) { queue = TurnQueue(turns: turns) }
    var working: Int { queue.working }
    func join() -> Int { queue.join() }
    func leave(_ seat: Int) { queue.leave(seat) }
    func ask(_ seat: Int) -> Bool { queue.ask(seat) }
    func giveBack(_ seat: Int, cost_ns: UInt64) -> Int? { queue.giveBack(seat, cost_ns: cost_ns) }
}

@Suite struct `Taking turns` {
    @Test func `as many work at once as there are turns, the others in the order in which they asked`() {
        let queue = Counter(turns: 2)
        let seats = (0..<5).map { _ in queue.join() }
        let mayBegin = seats.map { queue.ask($0) }
        #expect(mayBegin == [true, true, false, false, false])
        #expect(queue.working == 2)
        #expect(queue.giveBack(seats[1], cost_ns: 5) == seats[2])
        #expect(queue.giveBack(seats[0], cost_ns: 5) == seats[3])
        #expect(queue.giveBack(seats[2], cost_ns: 5) == seats[4])
        #expect(queue.giveBack(seats[3], cost_ns: 5) == nil)
        #expect(queue.giveBack(seats[4], cost_ns: 5) == nil)
        #expect(queue.working == 0)
    }

    @Test func `who has worked long goes behind who has worked little, whoever asked first`() {
        let queue = Counter(turns: 1)
        let long = queue.join(), short = queue.join(), third = queue.join()
        for (seat, cost_ns) in [(long, 50), (short, 1)] as [(Int, UInt64)] {
            #expect(queue.ask(seat))
            #expect(queue.giveBack(seat, cost_ns: cost_ns) == nil)
        }
        #expect(queue.ask(third))
        #expect(!queue.ask(long))
        #expect(!queue.ask(short))
        #expect(queue.giveBack(third, cost_ns: 1) == short)
    }

    @Test func `who rested has saved nothing up`() {
        let queue = Counter(turns: 1)
        let busy = queue.join(), resting = queue.join()
        for _ in 0..<100 {
            #expect(queue.ask(busy))
            #expect(queue.giveBack(busy, cost_ns: 1000) == nil)
        }
        // Both always want to work now: they alternate from the start.
        var order: [Int] = [], at = busy
        #expect(queue.ask(busy))
        #expect(!queue.ask(resting))
        for _ in 0..<8 {
            let next = queue.giveBack(at, cost_ns: 1000)
            #expect(!queue.ask(at))
            at = next ?? at
            order.append(at)
        }
        #expect(order.count { $0 == resting } == 4, "\(order)")
    }

    @Test func `a seat that was left begins anew with the next who joins`() {
        let queue = Counter(turns: 1)
        let first = queue.join(), second = queue.join()
        #expect(queue.ask(first))
        #expect(queue.giveBack(first, cost_ns: 1_000_000) == nil)
        queue.leave(first)
        let third = queue.join()
        #expect(third == first)
        #expect(queue.ask(second))
        #expect(!queue.ask(third))
        #expect(queue.giveBack(second, cost_ns: 1) == third)
    }

    @Test func `under twice the load every camera gets the same share and none is later than four pictures`() {
        var crowd = Crowd((0..<8).map { _ in Crowd.Camera(period_us: 33_333, cost_us: 8_333) })
        crowd.run(seconds: 60)
        let seen = crowd.cameras.map(\.seen), all = seen.reduce(0, +)
        #expect((7100...7200).contains(all), "the core is never idle: \(all)")
        #expect(seen.allSatisfy { abs($0 - all / 8) <= 2 }, "\(seen)")
        #expect(crowd.cameras.allSatisfy { $0.dropped > 850 && $0.latest_us <= 4 * 33_334 })
    }

    @Test func `a camera that needs less than its share loses nothing, however greedy the others are`() {
        let greedy = Crowd.Camera(period_us: 33_333, cost_us: 50_000)
        let modest = (0..<4).map { _ in Crowd.Camera(period_us: 33_333, cost_us: 1_000) }
        var crowd = Crowd([greedy, greedy] + modest)
        // To begin with nobody has used anything, so both greedy ones may go first.
        crowd.run(seconds: 1)
        for index in crowd.cameras.indices { crowd.cameras[index].latest_us = 0 }
        crowd.run(seconds: 60)
        let modestOnes = crowd.cameras[2...]
        #expect(
            modestOnes.allSatisfy { $0.dropped == 0 && $0.latest_us < 2 * 50_000 },
            "at most one picture of each greedy one comes before: \(modestOnes)")
        let shares = crowd.cameras[..<2].map(\.seen)
        #expect(abs(shares[0] - shares[1]) <= 1 && shares[0] > 500, "the rest is shared out evenly: \(shares)")
    }

    @Test func `two cores take twice as much`() {
        var crowd = Crowd(turns: 2, (0..<8).map { _ in Crowd.Camera(period_us: 33_333, cost_us: 8_000) })
        crowd.run(seconds: 30)
        #expect(crowd.cameras.allSatisfy { $0.dropped == 0 && $0.seen >= 899 })
    }
}
