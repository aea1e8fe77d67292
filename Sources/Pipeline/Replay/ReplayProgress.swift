import Synchronization

/// How far a replay has come.
package struct ReplayProgress: Hashable, Sendable {
    package let frames: FrameCounts
    package let events: Int
    /// Pictures in all; nil until the recording is open.
    package let expected: Int?
}

/// How many pictures a replay will see; known once the recording is open, read by the thread that shows progress.
final class ExpectedFrames: Sendable {
    private let state = Mutex<(count: Int?, length_us: Int64)>((nil, 0))

    var count: Int? { state.withLock { $0.count } }
    /// Length of one loop in microseconds.
    var length_us: Int64 { state.withLock { $0.length_us } }

    func know(count: Int, length_us: Int64) { state.withLock { $0 = (count, length_us) } }
}
