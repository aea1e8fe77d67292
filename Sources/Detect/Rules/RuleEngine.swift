package import Base

/// All rules of one camera. Tracks of one frame in, what was decided out. Pure: the same calls give the same events.
///
/// Costs about 10 ns for each track and place, and a little more for each track inside one; allocates only when objects or
/// events come.
package struct RuleEngine: Sendable {
    /// Blindness shorter than this leaves stays as they were; a longer one ends them at the last frame that was seen.
    package static let blindHold_ms: Int64 = 5000

    private var book: CourseBook
    private var watches: RuleWatches
    private var rules: [any BehaviourRule] = []
    /// Of each rule: whether it concerns the camera itself, and when it is armed. Beside the rules, because to ask a rule
    /// copies all its settings.
    private var terms: [(concernsCamera: Bool, hours: [DailyHours])] = []
    private var desk: NearMissDesk
    private var last: FrameMoment?
    private var lastSeen: FrameMoment?
    private var blindness: Blindness?
    private var isForgotten = false
    /// The first of the pictures since the last frame that could not be used.
    private var skippedSince: FrameMoment?

    /// - Parameters:
    ///   - camera: places and rules; rules of unsupported behaviours (see `RuleCatalogue`) decide nothing.
    ///   - source: `site/camera`, named in every event.
    ///   - frameSize: any size with the picture's aspect ratio, in pixels.
    package init(camera: CameraSettings, source: String, frameSize: PixelSize) {
        let watches = RuleWatches(camera: camera, frameSize: frameSize)
        let meter = watches.ground.map {
            GroundMeter(plane: $0, pixel: watches.pixel, aspect: watches.geometry.aspect)
        }
        book = CourseBook(geometry: watches.geometry, meter: meter)
        self.watches = watches
        desk = NearMissDesk(camera: camera, source: source, geometry: watches.geometry)
        for settings in camera.rules {
            let subject = settings.behaviour.concernsCamera ? camera.id : settings.place ?? camera.id
            if let rule = RuleCatalogue.rule(settings, source: source, subject: subject, &self.watches) {
                rules.append(rule)
                terms.append((settings.behaviour.concernsCamera, settings.hours))
            }
        }
    }

    /// Takes the next frame.
    /// - Parameters:
    ///   - tracks: everything that is followed, confirmed or not; each number stands for one object.
    ///   - motion: what moved.
    ///   - changes: what has lastingly changed.
    ///   - time: of the frame; does not fall.
    ///   - unobserved: why the picture is of no use, or nil; while it is not nil, tracks and motion are not looked at.
    ///   - since: first frame of that; this frame when nil.
    /// - Returns: what was decided, in the order of the rules.
    package mutating func update(
        _ tracks: [Track], motion: MotionSummary, changes: [StaticChange] = [], at time: Timestamp, sequence: Int,
        unobserved: BlindReason?, since: FrameMoment? = nil
    ) -> [ObservedEvent] {
        let now = FrameMoment(time: time, sequence: sequence)
        var events: [ObservedEvent] = []
        let before = blindness
        noteBlindness(unobserved, since ?? now)
        noteUnobserved(before, now)
        if blindness == nil {
            book.update(tracks, at: now)
            for index in watches.zones.indices { watches.zones[index].update(book.courses, at: now) }
            for index in watches.lines.indices {
                watches.lines[index].update(book.courses, at: now)
                for crossing in watches.lines[index].crossings { book.spend(crossing.slot) }
            }
            (lastSeen, isForgotten) = (now, false)
        } else if let seen = lastSeen, !isForgotten, now.isAtLeast(RuleEngine.blindHold_ms, after: seen) {
            forget(seen, now, &events)
        }
        decide(motion, changes, now, &events)
        last = now
        return events
    }

    /// The frames are at their end: what is still going on ends at the last one.
    package mutating func finish() -> [ObservedEvent] {
        guard let last else { return [] }
        var events: [ObservedEvent] = []
        for index in rules.indices {
            let speaksFor = terms[index].concernsCamera ? last : lastSeen ?? last
            rules[index].interrupt(after: speaksFor, at: last, into: &events)
        }
        watches.close()
        desk.close(watches, &rules)
        self.last = nil
        return events
    }

    /// A picture that was taken at `time` could not be used.
    package mutating func skipped(at time: Timestamp) {
        let now = FrameMoment(time: time, sequence: last?.sequence ?? 0)
        skippedSince = skippedSince ?? now
        desk.noteUnobserved(.skipped, from: min(skippedSince ?? now, now), to: now)
    }

    /// Tells the near misses what was not observed, by the measure of the exposure account: the time from one picture to
    /// the next belongs to the earlier, and of a long pause the rest is unobserved.
    private mutating func noteUnobserved(_ before: Blindness?, _ now: FrameMoment) {
        if let skipped = skippedSince {
            desk.noteUnobserved(.skipped, from: min(skipped, now), to: now)
            skippedSince = nil
        } else if let before, let last {
            desk.noteUnobserved(before.reason, from: last, to: now)
        } else if let last, now.isAtLeast(ExposureMeter.longestInterval_ms, after: last) {
            let reach = Timestamp(microseconds: last.time.microseconds + ExposureMeter.longestInterval_ms * 1000)
            desk.noteUnobserved(.skipped, from: min(FrameMoment(time: reach, sequence: last.sequence), now), to: now)
        }
        if let blindness { desk.noteUnobserved(blindness.reason, from: now, to: now) }
    }

    private mutating func noteBlindness(_ reason: BlindReason?, _ since: FrameMoment) {
        guard let reason else {
            blindness = nil
            return
        }
        guard let known = blindness else {
            blindness = Blindness(reason: reason, since: since)
            return
        }
        guard known.reason != reason else { return }
        // One tampering may look like several in turn; a lost signal is another matter and begins when it is lost.
        blindness = Blindness(reason: reason, since: known.isSignalLost == reason.isSignalLost ? known.since : since)
    }

    /// There is no signal. What is going on is forgotten as with any blindness.
    /// - Parameter time: not before the last frame.
    /// - Returns: what was decided, in the order of the rules.
    package mutating func lost(_ reason: LossReason, at time: Timestamp, sequence: Int) -> [ObservedEvent] {
        update(
            [], motion: MotionSummary(regions: []), at: time, sequence: sequence, unobserved: .signalLost(reason),
            since: last)
    }

    private mutating func forget(_ seen: FrameMoment, _ now: FrameMoment, _ events: inout [ObservedEvent]) {
        for index in rules.indices where !terms[index].concernsCamera {
            rules[index].interrupt(after: seen, at: now, into: &events)
        }
        watches.close()
        desk.close(watches, &rules)
        for index in rules.indices where !terms[index].concernsCamera {
            rules[index].core.stopWatching()
        }
        book.forgetAll()
        isForgotten = true
    }

    private mutating func decide(
        _ motion: MotionSummary, _ changes: [StaticChange], _ now: FrameMoment, _ events: inout [ObservedEvent]
    ) {
        let frame = RuleFrame(
            now: now, courses: book.courses, zones: watches.zones, lines: watches.lines, motion: motion,
            changes: changes, blindness: blindness)
        let minute = now.time.minuteOfDay
        for index in rules.indices {
            let hours = terms[index].hours
            guard blindness == nil || terms[index].concernsCamera else { continue }
            if hours.isEmpty || hours.contains(where: { $0.contains(minute: minute) }) {
                rules[index].core.watch(now)
                rules[index].update(frame, into: &events)
            } else if rules[index].core.watchingSince != nil {
                rules[index].interrupt(after: last ?? now, at: now, into: &events)
                rules[index].core.stopWatching()
            }
        }
        if blindness == nil { desk.look(at: frame, &rules) }
    }

    /// What came near an event, or was seen at a place, since this was last asked; a note of what is still going on ends
    /// here and is begun anew.
    package mutating func takeNearMisses() -> [NearMiss] { desk.take() }
}
