/// How long to wait before the next attempt: doubled with each one that fails, up to a limit. It is the same in every run;
/// receivers are few, and each is tried by one thread.
public struct Backoff: Hashable, Sendable {
    private let first_ms: Int
    private let most_ms: Int
    private var next_ms: Int

    /// Makes a beginning.
    public init(first_ms: Int = 1000, most_ms: Int = 60_000) {
        (self.first_ms, self.most_ms, next_ms) = (first_ms, most_ms, first_ms)
    }

    /// How long to wait now, in milliseconds.
    public mutating func failed() -> Int {
        defer { next_ms = min(next_ms * 2, most_ms) }
        return next_ms
    }

    /// Begins anew after a success.
    public mutating func succeeded() { next_ms = first_ms }
}
