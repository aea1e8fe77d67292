internal import Base
internal import Dispatch
package import Ledger
internal import Score
internal import Synchronization

/// Keeps a masked picture of each event where the operator has turned that on: taken on the camera's thread when the event is decided,
/// written by a thread of its own once the event is in the ledger. A picture that cannot be written is told, and stops nothing.
package final class PictureAlbum: EventSink {
    private let pictures: PictureStore
    private let waiting = Mutex<[String: [UInt8]]>([:])
    private let writing = DispatchQueue(label: "wayside.pictures")
    private let tell: @Sendable (String) -> Void

    /// - Parameter tell: takes why a picture cannot be kept.
    package init(_ pictures: PictureStore, tell: @escaping @Sendable (String) -> Void) {
        (self.pictures, self.tell) = (pictures, tell)
    }

    /// Holds a picture until its events are in the ledger. What waits is bounded by the queue of observations.
    func hold(_ jpeg: [UInt8], of events: [String]) {
        waiting.withLock { waiting in for event in events { waiting[event] = jpeg } }
    }

    package func committed(_ event: CommittedEvent) {
        let id = event.event.id, time = event.entry.time
        guard let jpeg = waiting.withLock({ $0.removeValue(forKey: id) }) else { return }
        writing.async { [pictures, tell] in
            do { try pictures.keep(jpeg, of: id, at: time) } catch {
                tell("the picture of event \(id) cannot be kept: \(error)")
            }
        }
    }

    /// Waits until everything that was committed is written.
    package func finish() { writing.sync {} }
}
