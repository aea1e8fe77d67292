import Base

/// What a rule watches, so that attempts there which came to nothing can be put to it.
enum Watched: Sendable {
    case zone(Int)
    case line(Int)
    /// Nothing that is shared between rules: the rule itself notes all that came near.
    case ownThings
}

/// Gathers near misses: from the rules, which note what they alone know, and from the zones and lines that they share,
/// where an attempt that is over is put to every rule with that rule's own filters.
struct NearMissDesk: Sendable {
    private let source: String
    private let activities: [PlaceActivity]
    /// What was seen at each place in this frame.
    private var levels: [NearMiss.Reason?]
    private var log = NearMissLog()

    init(camera: CameraSettings, source: String, geometry: PictureGeometry) {
        self.source = source
        activities = camera.places.map { PlaceActivity($0, geometry: geometry) }
        levels = activities.map { _ in nil }
    }

    /// Looks at a frame that the rules have decided about. Allocates only when something came near.
    mutating func look(at frame: RuleFrame, _ rules: inout [any BehaviourRule]) {
        for index in activities.indices {
            levels[index] = activities[index].level(frame.courses, frame.motion)
            guard let level = levels[index] else { continue }
            note(
                Miss(reason: level, start: frame.now, end: frame.now, isContinued: true), -1 - index,
                activities[index].place)
        }
        for index in rules.indices where !rules[index].core.settings.behaviour.concernsCamera {
            if rules[index].core.watchingSince == nil {
                guard isSomethingThere(rules[index].core, frame) else { continue }
                rules[index].core.misses.append(
                    Miss(reason: .hours, start: frame.now, end: frame.now, isContinued: true))
            } else {
                judge(&rules[index], frame.zones, frame.lines)
            }
        }
        collect(&rules)
    }

    /// Notes that no place was observed from one moment to another.
    mutating func noteUnobserved(_ reason: BlindReason, from start: FrameMoment, to end: FrameMoment) {
        let miss = Miss(reason: .unobserved, start: start, end: end, detail: reason.name, isContinued: true)
        for index in activities.indices { note(miss, -1 - index, activities[index].place) }
    }

    /// Puts what is over in the zones and on the lines to the rules, and takes what they have noted.
    mutating func close(_ watches: RuleWatches, _ rules: inout [any BehaviourRule]) {
        for index in rules.indices where rules[index].core.watchingSince != nil {
            judge(&rules[index], watches.zones, watches.lines)
        }
        collect(&rules)
    }

    /// All that was noted since the last time; what is noted later of the same attempt is another near miss.
    mutating func take() -> [NearMiss] { log.take() }

    private func isSomethingThere(_ core: RuleCore, _ frame: RuleFrame) -> Bool {
        guard let place = core.settings.place else { return !frame.motion.regions.isEmpty }
        guard let index = activities.firstIndex(where: { $0.place == place }) else { return false }
        return levels[index] != nil
    }

    private func judge(_ rule: inout any BehaviourRule, _ zones: [ZoneWatch], _ lines: [LineWatch]) {
        switch rule.watched {
        case .zone(let zone):
            for visit in zones[zone].ended {
                if let miss = rule.core.judge(visit, debounce_ms: zones[zone].debounce_ms) {
                    rule.core.misses.append(miss)
                }
            }
        case .line(let line):
            for approach in lines[line].ended {
                rule.core.misses.append(
                    rule.core.refusal(of: approach.object, from: approach.since, to: approach.last) ?? approach.miss)
            }
        case .ownThings: return
        }
    }

    private mutating func collect(_ rules: inout [any BehaviourRule]) {
        for index in rules.indices where !rules[index].core.misses.isEmpty {
            for miss in rules[index].core.misses {
                let core = rules[index].core
                note(
                    miss, index, core.subject,
                    NearMiss.RuleName(id: core.settings.id, behaviour: core.settings.behaviour))
            }
            rules[index].core.misses.removeAll(keepingCapacity: true)
        }
    }

    private mutating func note(_ miss: Miss, _ key: Int, _ place: String, _ rule: NearMiss.RuleName? = nil) {
        let nearMiss = NearMiss(
            source: source, place: place, rule: rule, reason: miss.reason, start: miss.start.time, end: miss.end.time,
            shortfall: miss.shortfall, detail: miss.detail)
        log.note(nearMiss, key: key, isContinued: miss.isContinued)
    }
}

extension RuleCore {
    /// Why a visit gave this rule nothing to think about; nil when it did.
    fileprivate func judge(_ visit: ZoneWatch.Visit, debounce_ms: Int64) -> Miss? {
        if let miss = refusal(of: visit.object, from: visit.since, to: visit.last) { return miss }
        guard !visit.wasInside else { return nil }
        return Miss(
            reason: .debounce, start: min(notBeforeWatching(visit.since), visit.last), end: visit.last,
            shortfall: .lasted("inside", from: visit.since, to: visit.last, of: debounce_ms))
    }
}
