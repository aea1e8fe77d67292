import Serve
import Synchronization
import Testing

@Suite struct `What takes long to read` {
    /// A clock that the test sets, in nanoseconds.
    private final class Clock: Sendable {
        private let time_ns = Mutex<UInt64>(1_000_000_000)
        var now_ns: UInt64 { time_ns.withLock { $0 } }
        func pass(ms: UInt64) { time_ns.withLock { $0 += ms * 1_000_000 } }
    }

    private struct Failed: Error {}

    @Test func `is kept twenty times as long as it took, and what is quick is not`() throws {
        let clock = Clock(), kept = Kept<Int>(now_ns: { clock.now_ns })
        let read = { (value: Int, ms: UInt64) in
            kept.value {
                clock.pass(ms: ms)
                return value
            }
        }
        #expect(read(1, 49) == 1)
        #expect(read(2, 100) == 2, "the first was read quickly")
        #expect(read(3, 0) == 2)
        clock.pass(ms: 1999)
        #expect(read(4, 0) == 2)
        clock.pass(ms: 1)
        #expect(read(5, 0) == 5)
        #expect(read(6, 0) == 6)
    }

    @Test func `is not kept when it could not be read`() throws {
        let kept = Kept<Int>()
        #expect(throws: Failed.self) { try kept.value { throw Failed() } }
        #expect(kept.value { 7 } == 7)
    }
}
