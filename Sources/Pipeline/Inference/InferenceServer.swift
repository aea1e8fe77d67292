package import Base
import Glibc
import Synchronization

/// Answers cameras with one object finder: a unix stream socket for its owner alone, one look at a time, callers in turn.
///
/// Everything happens on the thread that calls `serve`. A caller is another process of the same user, and still not trusted: it
/// is let go when it says what the protocol does not allow or takes too long over one message, and each case is counted.
/// Pictures are in memory from their first byte to their answer, and nowhere else.
package final class InferenceServer: Sendable {
    package let path: String
    private let descriptor: Int32
    private let finder: any ObjectFinder
    private let limits: InferenceLimits
    // Read by others while it serves.
    private let account = Mutex(InferenceCounts())

    /// Makes the socket; callers wait until `serve`. A file that an ended process has left behind is replaced.
    package init(path: String, finder: any ObjectFinder, limits: InferenceLimits = InferenceLimits())
        throws(UnixSocketError)
    {
        (self.path, self.finder, self.limits) = (path, finder, limits)
        descriptor = try UnixListener.open(path, waiting: 64)
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }

    deinit {
        close(descriptor)
        unsafe unlink(path)
    }

    /// What became of callers and looks so far.
    package var counts: InferenceCounts { account.withLock { $0 } }

    /// Serves until it is asked to stop; a look that is under way is answered.
    /// - Parameter tick: called about four times a second, and after every look.
    package func serve(until stop: StopRequest, tick: (InferenceCounts) -> Void = { _ in }) {
        let hello = InferenceMessage.hello(InferenceHello(name: finder.name, inputSize: finder.inputSize)).bytes
        var callers: [InferenceCaller] = []
        while !stop.isRequested {
            idle(callers)
            accept(&callers, hello)
            for caller in callers { caller.read(late_ns: UInt64(limits.message_ms) * 1_000_000) }
            // In turn: of those whose picture is here, the one that was served longest ago.
            if let next = callers.filter(\.isReady).min(by: { $0.turn < $1.turn }) { answer(next) }
            for caller in callers { if let end = caller.end { account.withLock { $0.ended(end) } } }
            callers.removeAll { $0.end != nil }
            account.withLock { $0.callers = callers.count }
            tick(counts)
        }
    }

    /// Waits a quarter of a second for something to do; not at all when a picture is here.
    private func idle(_ callers: [InferenceCaller]) {
        var watched = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
        watched += callers.map { pollfd(fd: $0.descriptor, events: $0.isReady ? 0 : Int16(POLLIN), revents: 0) }
        _ = unsafe poll(&watched, nfds_t(watched.count), callers.contains(where: \.isReady) ? 0 : 250)
    }

    private func accept(_ callers: inout [InferenceCaller], _ hello: [UInt8]) {
        while true {
            let new = Glibc.accept(descriptor, nil, nil)
            guard new >= 0 else { return }
            let caller = InferenceCaller(new)
            callers.append(caller)
            if UnixListener.peer(of: new) != geteuid() {
                caller.finish(.foreign)
            } else if callers.count > limits.callers {
                caller.finish(.crowded)
            } else {
                caller.send(hello)
            }
        }
    }

    private func answer(_ caller: InferenceCaller) {
        // Nobody waits for the answer of a caller that has left; its picture must not keep others waiting.
        guard !caller.hasLeft, let picture = caller.takePicture() else { return caller.finish(.gone) }
        let answer: InferenceMessage
        do throws(ObjectFinderFailure) { answer = .found(try finder.find(in: picture)) } catch {
            answer = .failed(error == .unavailable ? "the finder does not answer" : error.words)
        }
        let turn = account.withLock { counts in
            counts.looks += 1
            if case .failed = answer { counts.failed += 1 }
            return counts.looks
        }
        caller.turn = turn
        caller.send(answer.bytes)
    }
}

/// How much callers may ask of the inference process.
package struct InferenceLimits: Hashable, Sendable {
    /// Callers at a time; a camera is one, and so is the daemon.
    package var callers = 64
    /// How long one message may take from its first byte to its last, in milliseconds.
    package var message_ms = 2000

    /// The usual ones.
    package init() {}
}

/// What became of callers and looks.
package struct InferenceCounts: Hashable, Sendable {
    /// Why a caller is a caller no more.
    package enum End: String, CaseIterable, Sendable {
        /// It ended the connection.
        case gone
        /// It belongs to another user.
        case foreign
        /// There were too many already.
        case crowded
        /// It said what the protocol does not allow.
        case nonsense
        /// It took too long over a message, or did not take its answer.
        case late
    }

    /// Callers now.
    package internal(set) var callers = 0
    /// Pictures looked at, and how many of them the finder failed on.
    package internal(set) var looks = 0
    package internal(set) var failed = 0
    package private(set) var ends: [End: Int] = [:]

    /// Nobody has called.
    package init() {}

    mutating func ended(_ end: End) { ends[end, default: 0] += 1 }

    /// Callers that were let go, by reason; those that left by themselves are not among them.
    package var dismissed: [End: Int] { ends.filter { $0.key != .gone } }
}

extension ObjectFinderFailure {
    /// The runtime's words; none when it does not answer.
    fileprivate var words: String { if case .failed(let words) = self { words } else { "" } }
}
