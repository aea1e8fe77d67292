internal import Synchronization

/// What a scan works in: the entropy-coded bytes and the places of the blocks, 1 MiB and more for a large picture.
///
/// Thirty cameras never decode at once, so these are not a camera's own: a scan takes one, and gives it back.
final class ScanScratch: @unchecked Sendable {
    // Used by one scan at a time, by whoever has taken it.
    var bytes = EntropyBytes()
    var index = BlockIndex()
    var levels = LumaLevels()
    var sums = BlockSums()

    /// Those that nobody uses. A mutex, as scans begin on many threads; it is held for a push or a pop.
    private static let free = Mutex<[ScanScratch]>([])

    private init() {}

    static func take() -> ScanScratch { free.withLock { $0.popLast() } ?? ScanScratch() }

    func giveBack() { Self.free.withLock { $0.append(self) } }
}
