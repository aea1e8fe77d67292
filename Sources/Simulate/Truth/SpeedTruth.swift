import Base

/// When somebody is faster than allowed.
enum SpeedTruth {
    /// Slower than the limit for less than this does not end it; faster for less than `least_s` is nothing.
    static let gap_s = 1.0
    static let least_s = 0.5

    /// The spans of one actor, with the greatest true speed in each (metres per second).
    static func spans(_ record: ActorRecord, _ zone: Polygon, over_mps: Double) -> [(
        span: TickSpan, greatest_mps: Double
    )] {
        ZoneTruth.stays(record, zone).flatMap { stay in
            let speeds = stay.map { record.sightings[$0]?.speed_mps ?? 0 }
            return ZoneTruth.merged(ZoneTruth.spans(speeds.map { $0 > over_mps }), gap_s: gap_s)
                .filter { Double($0.count) * Ticks.step_s >= least_s }
                .map { fast in
                    let greatest = speeds[fast].max() ?? 0
                    return (stay.lowerBound + fast.lowerBound..<stay.lowerBound + fast.upperBound, greatest)
                }
        }
    }
}
