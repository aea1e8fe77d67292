package import Base
package import Ledger
import Queue
package import Score
import Synchronization

/// Many cameras of one site through one queue into one ledger. Each camera has a thread of its own, on which it waits; they
/// work in turns, as many at once as there are cores. Cameras come and go while scoring runs on.
///
/// Its calls block (on a camera's thread, at most on its last picture), so they do not belong on the cooperative pool.
package final class SiteRun: Sendable {
    private let desk: CameraDesk
    private var queue: BoundedQueue<Sighting> { desk.queue }
    private let seat: ScorerSeat
    private let account: CommitAccount
    private let scoring: StageThread<ReplayError?>
    private let scoringBeat: Heartbeat
    private let tell: @Sendable (SiteNews) -> Void
    private let roll = Mutex(CameraRoll())
    /// Starts and stops are done one after another; `roll` is never held while a thread is waited for.
    private let changes = Mutex<Ending>(.open)

    /// Whether cameras may still be started, and how scoring ended.
    private enum Ending {
        case open
        case drained(ReplayError?)
    }

    /// Starts scoring; cameras follow.
    /// - Parameters:
    ///   - site: id of the site; events name `site/camera` as their source.
    ///   - scorer: continues `ledger`.
    ///   - sinks: told of every event after its commit.
    ///   - album: keeps pictures of events; nil keeps none.
    ///   - turns: how many cameras work at once.
    ///   - pace: the clock by which recordings and scenes are paced.
    ///   - tell: takes news, on the thread on which they happen; must not call back.
    package init(
        site: String, ledger: SQLiteLedger, scorer: Scorer, sinks: [any EventSink] = [], album: PictureAlbum? = nil,
        queueCapacity: Int = 1024,
        turns: Turns = Turns(), pace: PaceClock = .monotonic,
        clock_ns: @escaping @Sendable () -> UInt64 = monotonicClock_ns,
        tell: @escaping @Sendable (SiteNews) -> Void = { _ in }
    ) {
        let queue = BoundedQueue<Sighting>(capacity: queueCapacity), beat = Heartbeat()
        let seat = ScorerSeat(ledger: ledger, scorer: scorer)
        let account = CommitAccount(entries: scorer.nextSequence, clock_ns: clock_ns)
        desk = CameraDesk(site: site, queue: queue, turns: turns, pace: pace, album: album)
        (self.seat, self.account, self.tell) = (seat, account, tell)
        scoringBeat = beat
        scoring = StageThread("wayside-score") {
            let sinks = sinks + (album.map { [$0] } ?? [])
            var stage = ScoreStage(seat: seat, account: account, heartbeat: beat, sinks: sinks)
            var failure: ReplayError?
            do throws(ReplayError) { try stage.run(from: queue, counters: PipelineCounters()) } catch {
                failure = error
            }
            album?.finish()
            tell(.scoringEnded(failure))
            return failure
        }
    }

    /// Starts a camera; one with this id that ran before has been stopped. Does nothing after `drain`.
    package func start(_ plan: CameraPlan) {
        changes.withLock { ending in
            guard case .open = ending else { return }
            let id = plan.settings.id, tell = tell
            roll.withLock { $0.enter(plan) }.run(in: desk) { error in
                tell(.cameraEnded(id: id, error: error))
            }
        }
    }

    /// Stops a camera and waits until what it saw is in the queue; its counts are kept.
    package func stop(_ id: String) { changes.withLock { _ in end(id) } }

    private func end(_ id: String) {
        guard let post = roll.withLock({ $0.post(id) }) else { return }
        post.end()
        roll.withLock { $0.leave(id) }
    }

    /// Stops all cameras, and returns when everything that they saw is committed. Calling it again is harmless.
    /// - Throws: what scoring failed with, if it has; everything before that is committed.
    package func drain() throws(ReplayError) {
        let failure = changes.withLock { ending in
            if case .drained(let failure) = ending { return failure }
            let posts = roll.withLock { $0.posts }
            for post in posts { post.stop.request() }  // all at once, then one after another
            for post in posts { post.end() }
            queue.close()
            let failure = scoring.wait()
            ending = .drained(failure)
            return failure
        }
        if let failure { throw failure }
    }

    /// Puts the site under another policy between two transactions, without stopping anything.
    /// - Parameter time: from when on it applies, when no picture has said yet what time it is.
    package func activate(_ policy: Policy, bytes: [UInt8], at time: Timestamp) throws(LedgerError) {
        let latest = roll.withLock { $0.latest }
        try seat.activate(policy, bytes: bytes, at: latest ?? time)
        account.activated(nextSequence: seat.scorer.nextSequence)
    }

    /// Enters what cameras are for, where that has changed, between two transactions.
    /// - Parameter time: from when on it holds, when no picture has said yet what time it is.
    package func enterPurposes(
        _ purposes: [(camera: Subject, purpose: PurposeEntry)], at time: Timestamp
    ) throws(LedgerError) {
        let latest = roll.withLock { $0.latest }
        try seat.enterPurposes(purposes, at: latest ?? time)
        account.activated(nextSequence: seat.scorer.nextSequence)
    }

    /// Does something through the ledger's one writer, between two transactions of the scorer: an act of a steward, an appeal.
    package func act<Value: Sendable>(_ body: (SQLiteLedger) throws -> Value) throws -> Value {
        defer { account.activated(nextSequence: seat.scorer.nextSequence) }
        return try seat.act(body)
    }

    /// The next picture of a camera, masked; nil when none comes within two seconds. Blocks.
    package func picture(of camera: String) -> WishedPicture? {
        guard let post = roll.withLock({ $0.post(camera) }), case .running = post.phase else { return nil }
        return post.wish.ask(patience_ms: 2000)
    }

    /// The policy that applies now.
    package var policy: Policy { seat.scorer.policy }

    /// Ids of the cameras that have given up.
    package var failed: Set<String> {
        Set(report.cameras.compactMap { if case .failed = $0.condition { $0.id } else { nil } })
    }

    /// Whether each camera that is configured gives pictures now, by id.
    package var givingPictures: [String: Bool] {
        let configured = report.cameras.filter { $0.condition != .removed }
        return Dictionary(configured.map { ($0.id, $0.condition == .running) }) { first, _ in first }
    }

    /// How everything stands.
    package var report: SiteReport {
        let commits = account.counts, now_ns = monotonicClock_ns()
        var cameras = roll.withLock { $0.reports(at: now_ns) }
        for index in cameras.indices {
            cameras[index].events = commits.eventsBySource[desk.site + "/" + cameras[index].id] ?? 0
        }
        return SiteReport(cameras: cameras, queue: queue.statistics, commits: commits)
    }

    /// Notes the counts from which rates are computed; to be called about once a second.
    package func measureRates(at_ns: UInt64 = monotonicClock_ns()) { roll.withLock { $0.measure(at_ns) } }

    /// How far every stage has come. A camera that opens a recording or is through is idle; scoring is, when everything that
    /// was sent to it is committed.
    package var readings: [StageReading] {
        // The commits first: what is sent between the two readings must not look like idleness.
        let committed = account.counts.observations, sent = queue.statistics.sent
        let scoring = StageReading(name: "scoring", start: 1, beats: scoringBeat.beats, isIdle: sent == committed)
        return roll.withLock { $0.readings } + [scoring]
    }
}
