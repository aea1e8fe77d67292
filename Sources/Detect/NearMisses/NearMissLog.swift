import Base

/// Near misses since they were last taken. Bounded: those of one rule and reason that follow each other within a second
/// are counted as one, up to `longest_ms`; what goes on is one as long as it does; beyond `most` all further ones are counted with the last of their kind.
struct NearMissLog: Sendable {
    /// A pause shorter than this does not begin another near miss.
    static let pause_ms: Int64 = 1000
    /// Attempts that follow each other are one near miss for so long.
    static let longest_ms: Int64 = 10_000
    /// Beyond so many a detector's minute is told more coarsely.
    static let most = 1024

    private struct Open: Sendable {
        let key: Int
        var nearMiss: NearMiss
    }

    private var open: [Open] = []
    private var closed: [NearMiss] = []

    /// Makes an empty log with room for the notes of a usual minute.
    init() {
        open.reserveCapacity(32)
        closed.reserveCapacity(64)
    }

    /// Notes one, under a number that stands for its rule or place.
    mutating func note(_ nearMiss: NearMiss, key: Int, isContinued: Bool) {
        guard let index = open.firstIndex(where: { $0.key == key && $0.nearMiss.isLike(nearMiss) }) else {
            open.append(Open(key: key, nearMiss: nearMiss))
            return
        }
        if mayJoin(open[index].nearMiss, nearMiss, isContinued) {
            open[index].nearMiss.take(nearMiss, isContinued: isContinued)
        } else {
            closed.append(open[index].nearMiss)
            open[index].nearMiss = nearMiss
        }
    }

    private func mayJoin(_ known: NearMiss, _ next: NearMiss, _ isContinued: Bool) -> Bool {
        if closed.count >= NearMissLog.most { return true }
        let end_us = max(known.end.microseconds, next.end.microseconds)
        let start_us = min(known.start.microseconds, next.start.microseconds)
        return next.start.microseconds - known.end.microseconds <= NearMissLog.pause_ms * 1000
            && (isContinued || end_us - start_us <= NearMissLog.longest_ms * 1000)
    }

    /// Gives all that were noted, in the order in which they were over, and forgets them.
    mutating func take() -> [NearMiss] {
        if open.isEmpty { return [] }
        let all = closed + open.map(\.nearMiss)
        open.removeAll(keepingCapacity: true)
        closed.removeAll(keepingCapacity: true)
        return all
    }
}

extension NearMiss {
    fileprivate func isLike(_ other: NearMiss) -> Bool { reason == other.reason && detail == other.detail }

    /// Counts another one of the same rule and reason with this one; the nearer shortfall is kept.
    fileprivate mutating func take(_ other: NearMiss, isContinued: Bool) {
        (start, end) = (min(start, other.start), max(end, other.end))
        if !isContinued { count += other.count }
        if let nearer = other.shortfall, nearer.share > shortfall?.share ?? -1 {
            shortfall = nearer
        }
    }
}
