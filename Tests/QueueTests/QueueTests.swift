import Foundation
import Queue
import Synchronization
import Testing
import WaysideTestSupport

@Suite struct `Rules of the queue` {
    @Test func `any order of calls keeps elements, order and counts`() {
        var random = SeededRandom(seed: 1)
        for _ in 0..<300 {
            var state = BoundedQueueState(capacity: Int.random(in: 1...5, using: &random))
            var ring = [Int](repeating: -1, count: state.capacity)
            var model: [Int] = []
            var next = 0
            for _ in 0..<200 {
                if Bool.random(using: &random) {
                    let answer = state.send(again: false)
                    #expect((answer == .wait) == (model.count == state.capacity))
                    if case .store(let index) = answer {
                        ring[index] = next
                        model.append(next)
                        next += 1
                    }
                } else {
                    let limit = Int.random(in: 1...7, using: &random)
                    let answer = state.receive(max: limit)
                    #expect((answer == .wait) == model.isEmpty)
                    guard case .take(let from, let count) = answer else { continue }
                    #expect((0..<count).map { ring[(from + $0) % ring.count] } == Array(model.prefix(count)))
                    #expect(count == min(limit, model.count))
                    model.removeFirst(count)
                }
                #expect(state.statistics.depth == model.count)
                #expect(state.statistics.highestDepth >= model.count)
            }
        }
    }

    @Test func `one wait is counted once, however often it is tried again`() {
        var state = BoundedQueueState(capacity: 1)
        #expect(state.send(again: false) == .store(at: 0))
        #expect(state.send(again: false) == .wait)
        #expect(state.send(again: true) == .wait)
        #expect(state.receive(max: 9) == .take(from: 0, count: 1))
        #expect(state.send(again: true) == .store(at: 0))
        #expect(state.statistics.waits == 1 && state.statistics.sent == 2)
    }

    @Test func `a closed queue refuses senders and is drained`() {
        var state = BoundedQueueState(capacity: 2)
        #expect(state.send(again: false) == .store(at: 0))
        state.close()
        #expect(state.send(again: false) == .refuse)
        #expect(state.receive(max: 1) == .take(from: 0, count: 1))
        #expect(state.receive(max: 1) == .finished)
    }
}

@Suite struct `The queue between threads` {
    @Test(arguments: [(1, 1, 1), (1, 1, 64), (4, 1, 3), (1, 3, 2), (4, 4, 7), (8, 2, 1)])
    func `nothing is lost or doubled, and each sender's order is kept`(senders: Int, receivers: Int, capacity: Int) {
        let queue = BoundedQueue<(Int, Int)>(capacity: capacity)
        let each = 4000
        let received = Mutex<[[(Int, Int)]]>([])
        let sending = DispatchGroup(), receiving = DispatchGroup()
        for sender in 0..<senders {
            start(sending) { for number in 0..<each { #expect(queue.send((sender, number))) } }
        }
        for receiver in 0..<receivers {
            start(receiving) {
                var mine: [(Int, Int)] = []
                while case let batch = queue.receive(max: 1 + receiver * 5), !batch.isEmpty { mine += batch }
                received.withLock { $0.append(mine) }
            }
        }
        sending.wait()
        queue.close()
        receiving.wait()
        let lists = received.withLock { $0 }
        for list in lists {
            for sender in 0..<senders {
                let numbers = list.filter { $0.0 == sender }.map(\.1)
                #expect(numbers == numbers.sorted())
            }
        }
        for sender in 0..<senders {
            #expect(lists.joined().filter { $0.0 == sender }.map(\.1).sorted() == Array(0..<each))
        }
        let statistics = queue.statistics
        #expect(statistics.sent == senders * each && statistics.received == statistics.sent)
        #expect(statistics.highestDepth >= 1 && statistics.highestDepth <= capacity)
        #expect(statistics.waits <= statistics.sent)
    }

    @Test func `closing sends waiting senders and receivers home`() {
        let full = BoundedQueue<Int>(capacity: 1), empty = BoundedQueue<Int>(capacity: 1)
        let refused = Atomic<Int>(0), group = DispatchGroup()
        full.send(0)
        for _ in 0..<3 {
            start(group) { if !full.send(1) { refused.add(1, ordering: .relaxed) } }
            start(group) { if empty.receive(max: 1).isEmpty { refused.add(1, ordering: .relaxed) } }
        }
        // Whether a thread waits already or comes later, the answer is the same.
        full.close()
        empty.close()
        group.wait()
        #expect(refused.load(ordering: .relaxed) == 6)
        #expect(full.receive(max: 5) == [0] && full.receive(max: 5).isEmpty)
    }

    @Test func `what was received is let go of`() {
        final class Token: Sendable {}
        let queue = BoundedQueue<Token>(capacity: 4)
        weak var token: Token?
        do {
            let made = Token()
            token = made
            queue.send(made)
        }
        #expect(token != nil)
        _ = queue.receive(max: 4)
        #expect(token == nil)
    }
}

/// Runs a body on a thread of its own; the group knows when it is done.
private func start(_ group: DispatchGroup, _ body: @escaping @Sendable () -> Void) {
    group.enter()
    Thread {
        body()
        group.leave()
    }.start()
}
