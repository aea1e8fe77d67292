import Glibc

/// Nanoseconds of the machine's clock that is never set back (`CLOCK_MONOTONIC`), by which V4L2 drivers stamp pictures.
/// For pacing and for measuring delays; nothing that is observed depends on it.
package func monotonicClock_ns() -> UInt64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}
