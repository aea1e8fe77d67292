import Base

/// `camera-tampered`: the camera's picture is of no use. One span from the onset to the recovery; the reason is the one
/// by which it was first found.
struct CameraTamperedRule: BehaviourRule {
    var core: RuleCore
    private var span: (start: EventStart, reason: TamperReason)?

    init(core: RuleCore) { self.core = core }

    mutating func update(_ frame: RuleFrame, into events: inout [ObservedEvent]) {
        if case .tampered(let reason)? = frame.blindness?.reason, let since = frame.blindness?.since {
            guard span == nil else { return }
            let start = core.begin(at: core.notBeforeWatching(since))
            span = (start, reason)
            var event = core.event(.began, start, at: frame.now)
            event.reason = reason
            events.append(event)
        } else {
            end(frame.now, frame.now, &events)
        }
    }

    private mutating func end(_ end: FrameMoment, _ now: FrameMoment, _ events: inout [ObservedEvent]) {
        guard let (start, reason) = span else { return }
        var event = core.ended(start, end: end, at: now)
        event.reason = reason
        events.append(event)
        span = nil
    }

    mutating func interrupt(after last: FrameMoment, at now: FrameMoment, into events: inout [ObservedEvent]) {
        end(last, now, &events)
    }
}
