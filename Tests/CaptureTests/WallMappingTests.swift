import Base
import Capture
import Testing
import WaysideTestSupport

@Suite struct WallMappingTests {
    @Test func `a driver's time becomes wall time by the distance of the clocks`() {
        let clocks = HandClock(monotonic_ns: 5_000_000_000, wall_us: 1_800_000_000_000_000)
        let mapping = WallMapping(clocks.clock)
        #expect(mapping.time(of: 5_033_333_000).microseconds == 1_800_000_000_033_333)
    }

    @Test func `a clock that is set is told apart from one that runs on`() {
        let clocks = HandClock(monotonic_ns: 5_000_000_000, wall_us: 1_000_000_000)
        var mapping = WallMapping(clocks.clock)
        clocks.pass(ms: 3_600_000)
        #expect(mapping.step_us(clocks.clock) == nil)
        clocks.setWall(by_us: 400_000)
        #expect(mapping.step_us(clocks.clock) == nil, "less than a delay can explain")
        clocks.setWall(by_us: -3_600_000_000)
        #expect(mapping.step_us(clocks.clock) == -3_599_600_000)
        #expect(mapping.step_us(clocks.clock) == nil, "a step is told once")
    }
}
