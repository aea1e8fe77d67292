internal import Base
package import Capture
import Synchronization

/// A camera that does what a script says, by a clock that a test moves: the device of tests without a device.
package final class RehearsedCamera: Sendable {
    /// What happens next, each `after_ms` later than what came before.
    package enum Step: Sendable {
        /// A buffer with these bytes; the driver's number goes on by 1 + `missing`.
        case buffer([UInt8], after_ms: Int = 33, missing: UInt32 = 0, isFaulty: Bool = false, ready: Int = 1)
        /// A faulty buffer without bytes, number and time, as uvcvideo gives back after a failed transfer.
        case unnumbered
        /// The stream ends with a fault.
        case fault(CameraFault, after_ms: Int = 0)
        /// Nothing comes for so long.
        case silence(ms: Int)
        /// The next attempts to open fail.
        case refuse(CameraFault, times: Int = 1)
        /// From the next opening on the device grants this.
        case grant(GrantedFormat)
    }

    private struct State {
        var steps: [Step]
        var granted: GrantedFormat
        var opened = 0, closed = 0, attempts = 0
    }

    package let clock: HandClock
    private let state: Mutex<State>

    /// Makes a camera with a script; after its end nothing comes any more.
    package init(_ granted: GrantedFormat, clock: HandClock = HandClock(), _ steps: [Step]) {
        self.clock = clock
        state = Mutex(State(steps: steps, granted: granted))
    }

    package var opened: Int { state.withLock { $0.opened } }
    package var closed: Int { state.withLock { $0.closed } }
    /// How often someone tried to open it.
    package var attempts: Int { state.withLock { $0.attempts } }
    package var isAtEnd: Bool { state.withLock { $0.steps.isEmpty } }

    /// Opens it, as a live source does.
    package func open() throws(CameraFault) -> RehearsedStream {
        let (fault, granted) = state.withLock { state -> (CameraFault?, GrantedFormat) in
            state.attempts += 1
            if case .grant(let format)? = state.steps.first {
                state.granted = format
                state.steps.removeFirst()
            } else if case .refuse(let fault, let times)? = state.steps.first {
                state.steps.removeFirst()
                if times > 1 { state.steps.insert(.refuse(fault, times: times - 1), at: 0) }
                return (fault, state.granted)
            }
            state.opened += 1
            return (nil, state.granted)
        }
        if let fault { throw fault }
        return RehearsedStream(camera: self, granted: granted)
    }

    fileprivate func letGo() { state.withLock { $0.closed += 1 } }

    /// The next step, when it is one for an open stream that is due within `timeout_ms`; else time passes.
    fileprivate func take(timeout_ms: Int) -> Step? {
        state.withLock { state in
            switch state.steps.first {
            case .buffer(let bytes, let after_ms, let missing, let isFaulty, let ready)? where after_ms > timeout_ms:
                state.steps[0] = .buffer(
                    bytes, after_ms: after_ms - timeout_ms, missing: missing, isFaulty: isFaulty, ready: ready)
            case .buffer(_, let after_ms, _, _, _)?, .fault(_, let after_ms)?:
                clock.pass(ms: min(after_ms, timeout_ms))
                return state.steps.removeFirst()
            case .unnumbered?: return state.steps.removeFirst()
            case .silence(let ms)? where ms > timeout_ms: state.steps[0] = .silence(ms: ms - timeout_ms)
            case .silence?: state.steps.removeFirst()
            case .refuse?, .grant?, nil: break
            }
            clock.pass(ms: timeout_ms)
            return nil
        }
    }
}

/// One opening of a scripted camera.
package struct RehearsedStream: CameraStream, ~Copyable {
    package let granted: GrantedFormat
    private let camera: RehearsedCamera
    private var sequence: UInt32 = 0
    private var bytes: [UInt8] = []
    private var waiting: RehearsedCamera.Step?

    fileprivate init(camera: RehearsedCamera, granted: GrantedFormat) {
        (self.camera, self.granted) = (camera, granted)
    }

    deinit { camera.letGo() }

    package mutating func wait(timeout_ms: Int) throws(CameraFault) -> Bool {
        if waiting == nil { waiting = camera.take(timeout_ms: timeout_ms) }
        if case .fault(let fault, _)? = waiting { throw fault }
        return waiting != nil
    }

    package mutating func next(timeout_ms: Int) throws(CameraFault) -> CapturedBuffer? {
        _ = try wait(timeout_ms: timeout_ms)
        switch waiting.take() {
        case .buffer(let bytes, _, let missing, let isFaulty, let ready)?:
            self.bytes = bytes
            sequence += missing
            defer { sequence += 1 }
            return CapturedBuffer(
                sequence: sequence, time_ns: camera.clock.now_ns, isFaulty: isFaulty, ready: ready)
        case .unnumbered?:
            bytes = []
            return CapturedBuffer(sequence: 0, time_ns: 0, isFaulty: true)
        default: return nil
        }
    }

    package func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result { body(bytes.span) }

    package mutating func release() throws(CameraFault) {}
}
