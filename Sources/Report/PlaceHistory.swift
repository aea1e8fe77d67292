import Base
import Score

/// Standing and exposure of one place over the time of a report, computed from ledger entries alone.
struct PlaceHistory {
    /// Standing at one time, in milli-points.
    struct Sample {
        let time: Timestamp
        let points_mp: Int64
    }

    let subject: Subject
    /// Where the place stands at the end.
    let standing: Standing
    /// What adds up to `standing.sum_mp`, newest first.
    let contributions: [Contribution]
    /// In order of time; the plot joins them by straight lines, so a jump has two samples at one time.
    let curve: [Sample]
    let exposures: [ExposureEntry]
    /// Ends of the accounts in `exposures`, in the same order.
    let exposureEnds: [Timestamp]

    /// Samples between the jumps; decay is smooth, so few are enough.
    private static let steps = 60
    /// Jumps that are drawn one by one; with more, the even samples alone show the course.
    private static let mostJumps = 400

    /// Computes the history of a subject from the entries about it.
    init(of subject: Subject, in content: ReportContent) {
        self.subject = subject
        let own = content.entries.filter { $0.subject == subject }
        let inputs = own.compactMap(StandingInput.init)
        let accounts = own.compactMap { entry -> (ExposureEntry, Timestamp)? in
            if case .exposure(let exposure) = entry.content { (exposure, entry.time) } else { nil }
        }
        (exposures, exposureEnds) = (accounts.map(\.0), accounts.map(\.1))
        let all = Contribution.all(of: inputs, at: content.end)
        let windowStart = content.end.milliseconds - content.policy.exposure.window_ms
        let share = ExposureShare(summing: accounts.filter { $0.1.milliseconds > windowStart }.map(\.0))
        standing = Standing(of: subject, at: content.end, contributions: all, exposure: share, policy: content.policy)
        contributions = all.reversed()
        curve = PlaceHistory.times(content, jumps: inputs.map(\.time_ms)).map { time, includesJump in
            let counted = includesJump ? inputs : inputs.filter { $0.time_ms < time.milliseconds }
            let sum = Contribution.all(of: counted, at: time).reduce(content.policy.standing.start_mp) {
                $0 + $1.remaining_mp
            }
            return Sample(time: time, points_mp: sum)
        }
    }

    /// When to sample, and whether what happens at that very time is counted.
    private static func times(_ content: ReportContent, jumps: [Int64]) -> [(Timestamp, Bool)] {
        let length = content.end.microseconds - content.start.microseconds
        var times = (0...steps).map {
            (Timestamp(microseconds: content.start.microseconds + length * Int64($0) / Int64(steps)), true)
        }
        if jumps.count <= mostJumps {
            for jump in Set(jumps) where jump >= content.start.milliseconds && jump <= content.end.milliseconds {
                let time = Timestamp(microseconds: jump * 1000)
                times += [(time, false), (time, true)]
            }
        }
        return times.sorted { ($0.0, $0.1 ? 1 : 0) < ($1.0, $1.1 ? 1 : 0) }
    }

    /// The histories of all subjects that the camera or the entries name: places in the camera's order, then the rest.
    static func all(in content: ReportContent) -> [PlaceHistory] {
        let named = content.camera.places.map { Subject(source: content.source, id: $0.id) }
        let others = Set(content.entries.filter { $0.weight_mp != 0 }.map(\.subject)).subtracting(named)
        return (named + others.sorted()).map { PlaceHistory(of: $0, in: content) }
    }
}
