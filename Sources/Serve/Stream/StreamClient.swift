internal import Base
internal import Ledger
internal import NIOCore
internal import Score
internal import Synchronization

/// One client of the event stream: first what the ledger has after the entry that it saw last, then what comes. What waits for it
/// is bounded; when it takes too little it is closed, and takes up again where it was.
final class StreamClient: Sendable {
    private let office: Office
    private let token: String?
    private let limits: ServeSettings.Limits
    private let channel: any Channel
    private let hub: StreamHub
    private let state: Mutex<State>

    private struct State {
        /// Number of the next entry to send.
        var next: Int64
        var phase = Phase.greeting
        var waiting: [[UInt8]] = []
        var bytes = 0
        var end: HTTPCounts.StreamEnd?
        var continuation: CheckedContinuation<Void, Never>?
        var mustAskAgain = false
        /// Whether something was given to the client's connection, which has not asked for more since.
        var isSending = false
        /// How often in a row the same was still being sent when it was time to say that we are here.
        var missed = 0
    }

    private enum Phase { case greeting, catchingUp, live }

    /// How often in a row a client may be found to have taken nothing of what was given to it: with the usual limits, a minute.
    private static let mostMissed = 4

    init(
        from next: Int64, token: String?, _ office: Office, _ hub: StreamHub, _ limits: ServeSettings.Limits,
        _ channel: any Channel
    ) {
        (self.office, self.token, self.hub, self.limits, self.channel) = (office, token, hub, limits, channel)
        state = Mutex(State(next: next))
    }

    /// Why it ended; nil while it goes on.
    var end: HTTPCounts.StreamEnd? { state.withLock { $0.end } }

    /// Ends it. One that waits for its client to take something is closed hard: it would wait for ever.
    func end(_ reason: HTTPCounts.StreamEnd) {
        let continuation = state.withLock { state in
            if state.end == nil { state.end = reason }
            defer { state.continuation = nil }
            return state.continuation
        }
        continuation?.resume()
        if reason == .slow { channel.close(promise: nil) }
    }

    // MARK: What comes

    /// Takes an entry's frame while it is live; earlier it reads the ledger itself.
    func take(_ frame: StreamFrame, shown: [UInt8]?) {
        let isTooMuch = state.withLock { state in
            guard state.phase == .live, state.end == nil, frame.sequence >= state.next else { return false }
            state.next = frame.sequence + 1
            return shown.map { add($0, &state) } ?? false
        }
        if isTooMuch { end(.slow) } else { wake() }
    }

    /// Says that it is there, and asks again whether it may. Ends it when it has taken nothing for long, of what it is told
    /// from the ledger too.
    func keepAlive() {
        let isTooMuch = state.withLock { state in
            guard state.end == nil else { return false }
            state.missed = state.isSending ? state.missed + 1 : 0
            if state.missed >= StreamClient.mostMissed { return true }
            guard state.phase == .live else { return false }
            state.mustAskAgain = true
            return add(Array(":\n\n".utf8), &state)
        }
        if isTooMuch { end(.slow) } else { wake() }
    }

    /// Whether that was more than may wait.
    private func add(_ bytes: [UInt8], _ state: inout State) -> Bool {
        state.waiting.append(bytes)
        state.bytes += bytes.count
        return state.bytes > limits.streamBytes || state.waiting.count > limits.streamFrames
    }

    private func wake() {
        let continuation = state.withLock { state in
            defer { state.continuation = nil }
            return state.continuation
        }
        continuation?.resume()
    }

    /// Whether it may go live: when nothing lies between what it has and what comes.
    /// - Parameter position: the last entry that was told to those who are live.
    func join(at position: Int64) -> Bool {
        state.withLock { state in
            guard state.next > position else { return false }
            state.phase = .live
            return true
        }
    }

    // MARK: What is sent

    /// The next bytes to send; nil when it is over.
    func next(_ desk: Desk) async -> [UInt8]? {
        state.withLock { ($0.isSending, $0.missed) = (false, 0) }
        let bytes = await read(desk)
        state.withLock { $0.isSending = bytes != nil }
        return bytes
    }

    private func read(_ desk: Desk) async -> [UInt8]? {
        while true {
            let (phase, end, asksAgain) = state.withLock { state in
                defer { state.mustAskAgain = false }
                return (state.phase, state.end, state.mustAskAgain)
            }
            if end != nil { return nil }
            if asksAgain, await !desk.run({ [self] in isAllowed }) {
                self.end(.stopped)
                return nil
            }
            switch phase {
            case .greeting:
                state.withLock { $0.phase = .catchingUp }
                return Array("retry: 3000\n\n".utf8)
            case .catchingUp: if let bytes = await desk.run({ [self] in catchUp() }) { return bytes }
            case .live: if let bytes = takeWaiting() { return bytes } else { await pause() }
            }
        }
    }

    private var isAllowed: Bool {
        guard let asker = try? office.asker(token: token) else { return false }
        return office.rules.allows(asker, .readStream)
    }

    /// The next page of the ledger, or nil when it has joined those who are live.
    private func catchUp() -> [UInt8]? {
        let from = state.withLock { $0.next }
        guard let asker = try? office.asker(token: token), let frames = try? StreamFrame.read(from: from, office) else {
            end(.stopped)
            return nil
        }
        guard let last = frames.last else {
            _ = hub.join(self)  // else there is more to read
            return nil
        }
        state.withLock { $0.next = last.sequence + 1 }
        let seesAccounts = office.rules.allows(asker, .readStewards)
        return frames.flatMap { $0.shown(seesAccounts: seesAccounts) ?? [] }
    }

    private func takeWaiting() -> [UInt8]? {
        state.withLock { state in
            guard !state.waiting.isEmpty else { return nil }
            defer { (state.waiting, state.bytes) = ([], 0) }
            return state.waiting.flatMap(\.self)
        }
    }

    private func pause() async {
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                if !state.waiting.isEmpty || state.end != nil || state.mustAskAgain { return true }
                state.continuation = continuation
                return false
            }
            if isReady { continuation.resume() }
        }
    }

    /// Whether it may see who is a steward; asked once for a page of entries.
    var seesAccounts: Bool {
        guard let asker = try? office.asker(token: token) else { return false }
        return office.rules.allows(asker, .readStewards)
    }
}
