import Base
import Synchronization

/// One camera at work: its thread, and what others may know of it meanwhile.
final class CameraPost: Sendable {
    /// How far the camera's thread has come.
    enum Phase: Sendable {
        case opening
        case running
        /// The source is over, or the camera was stopped.
        case finished
        case failed(CaptureError)
    }

    let plan: CameraPlan
    /// Which start of this camera this is, from 1.
    let start: Int
    let counters = PipelineCounters()
    let heartbeat = Heartbeat()
    let stop = StopRequest()
    let wish = PictureWish()
    private let began_ns = monotonicClock_ns()
    private let state = Mutex<(phase: Phase, size: PixelSize?)>((.opening, nil))
    private let thread = Mutex<StageThread<Void>?>(nil)

    init(_ plan: CameraPlan, start: Int) { (self.plan, self.start) = (plan, start) }

    var phase: Phase { state.withLock { $0.phase } }
    /// Size of the pictures, known once the source is open.
    var size: PixelSize? { state.withLock { $0.size } }

    /// Starts the thread. `ended` is called on it when no more will come, unless the camera was asked to stop.
    func run(in desk: CameraDesk, ended: @escaping @Sendable (CaptureError?) -> Void) {
        thread.withLock { thread in
            thread = StageThread("wayside-\(plan.settings.id)") { [self] in
                var work = CameraWork(post: self, in: desk)
                do throws(CaptureError) {
                    try plan.body(&work)
                    state.withLock { $0.phase = .finished }
                    if !stop.isRequested { ended(nil) }
                } catch {
                    state.withLock { $0.phase = .failed(error) }
                    ended(error)
                }
            }
        }
    }

    /// The source is open and gives pictures of this size.
    func opened(_ size: PixelSize) { state.withLock { $0 = (.running, size) } }

    /// How long ago detection was through with a picture, or since the start, in seconds.
    /// - Parameter now_ns: of the clock that is never set back.
    func sincePicture_s(at now_ns: UInt64) -> Double {
        let since_ns = counters.lastPicture_ns ?? began_ns
        return now_ns > since_ns ? Double(now_ns - since_ns) / 1e9 : 0
    }

    /// Asks the camera to stop and waits until everything that it saw is in the queue.
    func end() {
        stop.request()
        // Taken out, so that a second caller does not wait for what the first has waited for.
        thread.withLock { $0.take() }?.wait()
    }
}
