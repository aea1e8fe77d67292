import Base
import Capture

/// The cameras of a site run: who is at work, and what became of everything that came over all starts of each.
struct CameraRoll {
    private struct Line {
        var plan: CameraPlan
        var post: CameraPost?
        var starts = 0
        var returns = 0
        /// Counts of the starts before the one at work.
        var past = FrameCounts()
        var meter = RateMeter()
        var delays = DelayMeter()
        /// Delays of the starts before the one at work.
        var pastDetected = LatencyHistogram()

        var detected: LatencyHistogram {
            var sum = pastDetected
            if let post { sum.merge(post.counters.delays.detected) }
            return sum
        }
        var frames: FrameCounts { post.map { past.followed(by: $0.counters.frames) } ?? past }
    }

    private var order: [String] = []
    private var lines: [String: Line] = [:]

    /// Enters a camera that is about to start.
    mutating func enter(_ plan: CameraPlan) -> CameraPost {
        let id = plan.settings.id
        var line = lines[id] ?? Line(plan: plan)
        if lines[id] == nil { order.append(id) }
        precondition(line.post == nil, "a camera is stopped before it starts again")
        line.plan = plan
        line.starts += 1
        let post = CameraPost(plan, start: line.starts)
        line.post = post
        lines[id] = line
        return post
    }

    /// A camera has been stopped; its counts are added to those of its earlier starts.
    mutating func leave(_ id: String) {
        guard var line = lines[id], let post = line.post else { return }
        (line.past, line.pastDetected) = (line.frames, line.detected)
        line.returns += post.plan.journal?.reopened ?? 0
        line.post = nil
        (line.meter, line.delays) = (RateMeter(), DelayMeter())
        lines[id] = line
    }

    func post(_ id: String) -> CameraPost? { lines[id]?.post }

    var posts: [CameraPost] { order.compactMap { lines[$0]?.post } }

    /// The latest time of a picture of any camera.
    var latest: Timestamp? { lines.values.compactMap(\.frames.last).max() }

    mutating func measure(_ at_ns: UInt64) {
        for (id, line) in lines {
            guard let post = line.post else { continue }
            lines[id]?.meter.note(line.frames.processed, at_ns: at_ns)
            lines[id]?.delays.note(post.counters.delays.detected, at_ns: at_ns)
        }
    }

    /// - Parameter now_ns: of the clock that is never set back.
    func reports(at now_ns: UInt64) -> [CameraReport] {
        order.compactMap { id in
            guard let line = lines[id] else { return nil }
            let condition = line.post.map { CameraCondition($0.phase, $0.plan.journal) } ?? .removed
            let size = line.post?.size.map { "\($0.width)x\($0.height)" }
            return CameraReport(
                id: id, source: line.plan.source, condition: condition,
                format: line.post?.plan.journal?.granted?.words ?? size,
                rate_fps: condition.isWorking ? line.meter.perSecond : nil,
                delays: condition.isWorking ? line.delays.recent : nil, detected: line.detected,
                sincePicture_s: line.post?.sincePicture_s(at: now_ns), frames: line.frames, starts: line.starts,
                returns: line.returns + (line.post?.plan.journal?.reopened ?? 0))
        }
    }

    var readings: [StageReading] {
        posts.map { post in
            let isIdle = if case .running = post.phase { false } else { true }
            return StageReading(
                name: "camera \(post.plan.settings.id)", start: post.start, beats: post.heartbeat.beats, isIdle: isIdle)
        }
    }
}
