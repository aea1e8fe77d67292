import Base
import Capture
import Foundation
import Synchronization

/// News of a camera on their way from its thread, which must not wait for a terminal, to whoever tells them.
final class CameraNews: Sendable {
    /// One piece of news, with the moment at which it came.
    struct Item: Hashable, Sendable {
        let time: Timestamp
        let weight: CameraJournal.Weight
        let words: String
        /// How the camera was when the news was taken up, a moment later.
        let condition: CameraJournal.Condition
    }

    /// What the camera's source writes into.
    let journal: CameraJournal
    private let waiting = WaitingNews()
    private let told = Mutex(CameraJournal.Condition.opening)

    /// Nothing has happened yet.
    init() { journal = CameraJournal { [waiting] in waiting.add($0) } }

    /// Takes all news since the last call. When the camera's condition has changed and nobody said so, that is news too.
    func take() -> [Item] {
        let condition = journal.condition
        let before = told.withLock { told in
            defer { told = condition }
            return told
        }
        var items = waiting.take().map {
            Item(time: $0.time, weight: $0.weight, words: $0.words, condition: condition)
        }
        if condition != before, items.isEmpty {
            items.append(Item(time: .now, weight: .notice, words: condition.words, condition: condition))
        }
        return items
    }
}

/// News that nobody has taken yet.
private final class WaitingNews: Sendable {
    struct Piece: Sendable {
        let time: Timestamp
        let weight: CameraJournal.Weight
        let words: String
    }

    /// A driver that chatters without end must not fill the memory.
    private static let most = 1000

    // A mutex: the camera's thread adds while another takes.
    private let state = Mutex((list: [Piece](), leftOut: 0))

    func add(_ news: CameraJournal.News) {
        let piece = Piece(time: .now, weight: news.weight, words: news.words)
        state.withLock { state in
            if state.list.count < Self.most { state.list.append(piece) } else { state.leftOut += 1 }
        }
    }

    func take() -> [Piece] {
        var (list, leftOut) = state.withLock { state in
            defer { state = ([], 0) }
            return state
        }
        if leftOut > 0 { list.append(Piece(time: .now, weight: .warning, words: "\(leftOut) more news left out")) }
        return list
    }
}

extension Timestamp {
    /// This moment by the wall clock; for what is told about a run, never for what is observed in it.
    static var now: Timestamp { Timestamp(microseconds: Int64((Date().timeIntervalSince1970 * 1e6).rounded())) }
}

extension CameraJournal.Condition {
    /// A word for machines: `opening`, `streaming` or `lost`.
    var name: String {
        switch self {
        case .opening: "opening"
        case .streaming: "streaming"
        case .lost: "lost"
        }
    }

    var reason: LossReason? { if case .lost(let reason) = self { reason } else { nil } }

    /// The condition as a clause.
    var words: String { reason.map { "the signal is lost: \($0.rawValue)" } ?? name }
}
