import Base

/// `signal-lost`: the camera gives no pictures. One span from the last picture before it to the first one after it; the
/// reason is the one by which it was first noticed.
struct SignalLostRule: BehaviourRule {
    var core: RuleCore
    private var span: (start: EventStart, reason: LossReason)?

    init(core: RuleCore) { self.core = core }

    mutating func update(_ frame: RuleFrame, into events: inout [ObservedEvent]) {
        guard case .signalLost(let reason)? = frame.blindness?.reason, let since = frame.blindness?.since else {
            end(frame.now, frame.now, &events)
            return
        }
        guard span == nil else { return }
        let start = core.begin(at: core.notBeforeWatching(since))
        span = (start, reason)
        var event = core.event(.began, start, at: frame.now)
        event.loss = reason
        events.append(event)
    }

    private mutating func end(_ end: FrameMoment, _ now: FrameMoment, _ events: inout [ObservedEvent]) {
        guard let (start, reason) = span else { return }
        var event = core.ended(start, end: end, at: now)
        event.loss = reason
        events.append(event)
        span = nil
    }

    mutating func interrupt(after last: FrameMoment, at now: FrameMoment, into events: inout [ObservedEvent]) {
        end(last, now, &events)
    }
}
