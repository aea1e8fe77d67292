import Base

/// Who continues whom. All distances in heights.
extension CourseBook {
    /// How badly the track would continue the lost or carried course in this slot, from 0 (perfectly) to 1; nil when it
    /// cannot: too far away, another size, or the course had already been seen beside it.
    func costOfContinuing(_ slot: Int, with track: Track, _ now: FrameMoment) -> Double? {
        let course = courses[slot]
        // A track may be born a moment before the old one is given up.
        guard course.lastObserved.time.microseconds <= track.firstSeen.microseconds + 300_000 else { return nil }
        guard isLike(course.size, geometry.size(of: track.box)) else { return nil }
        let position = geometry.flat(track.anchor)
        switch course.state {
        case .lost:
            let gap = now.seconds(since: course.lastObserved)
            let expected = course.position + course.velocity * min(gap, 1)
            let reach = course.size * (0.8 + 0.7 * min(gap, 2)) + 0.01
            let cost = (position - expected).length / reach
            return cost <= 1 ? cost : nil
        case .carried(let by):
            let reach = courses[by].size + course.size
            let cost = 0.3 + 0.7 * (position - course.position).length / max(reach, 0.02)
            return cost <= 1 ? cost : nil
        case .free, .followed: return nil
        }
    }

    /// The object into whose box the course in this slot has just disappeared.
    func carrier(of slot: Int) -> Int? {
        let lost = courses[slot]
        guard lost.confirmed, lost.box.area > 0 else { return nil }
        var best: (share: Double, slot: Int)?
        for other in courses.indices where other != slot && courses[other].state == .followed {
            let course = courses[other]
            // Not a track born when this one was last seen: that is its continuation, not its cover.
            guard course.confirmed, course.firstSeen.time < lost.lastObserved.time else { continue }
            let share = course.box.intersection(lost.box) / lost.box.area
            if share >= 0.5, share > (best?.share ?? 0) { best = (share, other) }
        }
        return best?.slot
    }

    /// A young course for which nothing has been counted yet, and which began where the one in this slot was last seen:
    /// the tracker kept predicting the old track while a new one already followed the object.
    func lateHeir(of slot: Int) -> Int? {
        let lost = courses[slot]
        guard lost.confirmed else { return nil }
        var best: (cost: Double, slot: Int)?
        for other in courses.indices where other != slot && courses[other].state == .followed {
            let course = courses[other]
            guard !course.spent, !course.continued, course.observed, isLike(lost.size, course.size) else { continue }
            let gap_us = course.firstSeen.time.microseconds - lost.lastObserved.time.microseconds
            guard gap_us >= -300_000, gap_us <= 2_000_000 else { continue }
            let age = course.lastObserved.seconds(since: lost.lastObserved)
            guard age <= 3 else { continue }
            let reach = lost.size * (0.8 + 0.7 * min(age, 2)) + 0.01
            let cost = (course.position - (lost.position)).length / reach
            if cost <= 1, cost < (best?.cost ?? 2) { best = (cost, other) }
        }
        return best?.slot
    }

    private func isLike(_ a: Double, _ b: Double) -> Bool { a <= 2.2 * b && b <= 2.2 * a }
}
