import Base

/// `camera-tampered` and `signal-lost`: the camera shows nothing of use, or nothing at all. One span from the last picture
/// before it to the first one after it; the reason is the one by which it was first noticed.
struct BlindCameraRule: BehaviourRule {
    var core: RuleCore
    private var span: (start: EventStart, reason: BlindReason)?

    /// The rule's behaviour decides which kind of blindness it tells.
    init(core: RuleCore) { self.core = core }

    mutating func update(_ frame: RuleFrame, into events: inout [ObservedEvent]) {
        guard let blindness = frame.blindness, blindness.reason.behaviour == core.settings.behaviour else {
            end(frame.now, frame.now, &events)
            return
        }
        guard span == nil else { return }
        let start = core.begin(at: core.notBeforeWatching(blindness.since))
        span = (start, blindness.reason)
        events.append(core.event(.began, start, at: frame.now).told(blindness.reason))
    }

    private mutating func end(_ end: FrameMoment, _ now: FrameMoment, _ events: inout [ObservedEvent]) {
        guard let (start, reason) = span else { return }
        events.append(core.ended(start, end: end, at: now).told(reason))
        span = nil
    }

    mutating func interrupt(after last: FrameMoment, at now: FrameMoment, into events: inout [ObservedEvent]) {
        end(last, now, &events)
    }
}

extension BlindReason {
    /// The behaviour that tells this blindness; nil when none does.
    fileprivate var behaviour: Behaviour? {
        switch self {
        case .tampered: .cameraTampered
        case .signalLost: .signalLost
        default: nil
        }
    }
}

extension ObservedEvent {
    fileprivate func told(_ blindness: BlindReason) -> ObservedEvent {
        var event = self
        switch blindness {
        case .tampered(let reason): event.reason = reason
        case .signalLost(let reason): event.loss = reason
        default: break
        }
        return event
    }
}
