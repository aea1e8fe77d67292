internal import Glibc

/// The clocks of a live camera, injected so that waiting and clock steps can be tested without either.
package struct CameraClock: Sendable {
    /// Nanoseconds of the clock that is never set back, by which drivers stamp pictures.
    let monotonic_ns: @Sendable () -> UInt64
    /// Microseconds of the wall clock since 1970.
    let wall_us: @Sendable () -> Int64
    /// Waits so many milliseconds.
    let sleep_ms: @Sendable (Int) -> Void

    /// Makes clocks.
    package init(
        monotonic_ns: @escaping @Sendable () -> UInt64, wall_us: @escaping @Sendable () -> Int64,
        sleep_ms: @escaping @Sendable (Int) -> Void
    ) {
        (self.monotonic_ns, self.wall_us, self.sleep_ms) = (monotonic_ns, wall_us, sleep_ms)
    }

    /// The machine's own.
    package static let system = CameraClock(
        monotonic_ns: { UInt64(read_ns(CLOCK_MONOTONIC)) }, wall_us: { read_ns(CLOCK_REALTIME) / 1000 },
        sleep_ms: { milliseconds in
            var time = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
            // A signal may cut the wait short; whoever waits asks the clock again.
            unsafe nanosleep(&time, nil)
        })
}

private func read_ns(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    unsafe clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}
