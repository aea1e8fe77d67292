package import Base
internal import Synchronization

/// What a live camera is doing, for those who show it or log it: written by the camera's thread, read by any.
package final class CameraJournal: Sendable {
    /// The camera's state as people are told it.
    package enum Condition: Hashable, Sendable {
        case opening
        case streaming
        case lost(LossReason)
    }

    /// How much a piece of news matters, as in syslog.
    package enum Weight: Int, Comparable, Sendable {
        case error = 3, warning = 4, notice = 5, info = 6, debug = 7
        package static func < (a: Weight, b: Weight) -> Bool { a.rawValue < b.rawValue }
    }

    /// One thing worth telling, a clause without the camera's name.
    package struct News: Hashable, Sendable {
        package let weight: Weight
        package let words: String
    }

    private struct State {
        var condition = Condition.opening
        var granted: GrantedFormat?
        var reopened = 0
        var driverSent = 0
    }

    private let state = Mutex(State())
    private let tell: @Sendable (News) -> Void

    /// - Parameter tell: takes news as they come, on the camera's thread; must not block.
    package init(tell: @escaping @Sendable (News) -> Void = { _ in }) { self.tell = tell }

    package var condition: Condition { state.withLock { $0.condition } }
    /// What the driver granted last; nil before the first time.
    package var granted: GrantedFormat? { state.withLock { $0.granted } }
    /// How often the camera came back.
    package var reopened: Int { state.withLock { $0.reopened } }
    /// Pictures that the driver numbered, dropped ones included, over all streams: what came = sent - dropped.
    package var driverSent: Int { state.withLock { $0.driverSent } }

    func note(_ weight: Weight, _ words: String) { tell(News(weight: weight, words: words)) }
    func become(_ condition: Condition) { state.withLock { $0.condition = condition } }
    func grant(_ format: GrantedFormat) { state.withLock { $0.granted = format } }
    func countReturn() { state.withLock { $0.reopened += 1 } }
    func countSent(_ pictures: Int) { state.withLock { $0.driverSent += pictures } }
}
