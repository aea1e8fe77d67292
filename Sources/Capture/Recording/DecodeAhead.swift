internal import Base
internal import Foundation

/// Decodes the pictures of a recording ahead of their consumer, on several threads, and hands them over in order.
///
/// The ring has a fixed number of frames. A frame is handed over by exchange: the consumer's old frame takes its place in
/// the ring, so no pixels are copied and nothing is allocated once every frame has its size.
struct DecodeAhead: ~Copyable {
    private let ring: Ring

    init(_ plan: PicturePlan, threads: Int) {
        // Two slots more than threads: one for the consumer, one so that no thread waits for the other's hand-over.
        ring = Ring(plan, slots: threads + 2)
        ring.start(threads: threads)
    }

    deinit { ring.stop() }

    /// Waits for the next picture. Called at most once per picture of the recording.
    func take(into frame: inout Frame) -> FrameOutcome { ring.take(into: &frame) }
}

/// The slots and the lock between the threads.
private final class Ring: @unchecked Sendable {
    private final class Slot {
        var frame = Frame()
        var outcome = FrameOutcome.end
    }

    private let plan: PicturePlan
    /// Guards `turns` and `running`. A slot's content is touched without it, by the one whose turn it is.
    private let condition = NSCondition()
    private var turns: RingTurns
    private var running = 0
    private let slots: [Slot]

    init(_ plan: PicturePlan, slots count: Int) {
        self.plan = plan
        turns = RingTurns(slots: count, pictures: plan.images.count)
        slots = (0..<count).map { _ in Slot() }
    }

    func start(threads: Int) {
        running = threads
        for index in 0..<threads {
            let thread = Thread { self.work() }
            thread.name = "decode-\(index)"
            thread.start()
        }
    }

    func take(into frame: inout Frame) -> FrameOutcome {
        condition.lock()
        defer { condition.unlock() }
        while true {
            if let picture = turns.takeable {
                let slot = slots[turns.slot(of: picture)]
                swap(&slot.frame, &frame)
                turns.free()
                condition.broadcast()
                return slot.outcome
            }
            condition.wait()
        }
    }

    /// Ends the threads and waits until the last has gone; a picture that is being decoded is finished first.
    func stop() {
        condition.lock()
        defer { condition.unlock() }
        turns.stop()
        condition.broadcast()
        while running > 0 { condition.wait() }
    }

    private func work() {
        var reader = PictureReader(plan)
        while let picture = claim() {
            let slot = slots[turns.slot(of: picture)]
            slot.outcome = reader.read(picture, into: &slot.frame)
            publish(picture)
        }
        condition.lock()
        running -= 1
        condition.broadcast()
        condition.unlock()
    }

    private func claim() -> Int? {
        condition.lock()
        defer { condition.unlock() }
        while true {
            switch turns.claim() {
            case .picture(let picture): return picture
            case .wait: condition.wait()
            case .done: return nil
            }
        }
    }

    private func publish(_ picture: Int) {
        condition.lock()
        turns.publish(picture)
        condition.broadcast()
        condition.unlock()
    }
}
