import Base

/// `line-crossed`: an object passed the line, from clearly one side to clearly the other, and ended on the side asked for.
struct LineCrossedRule: BehaviourRule {
    var core: RuleCore
    private let line: Int

    init(core: RuleCore, line: Int) { (self.core, self.line) = (core, line) }

    var watched: Watched { .line(line) }

    mutating func update(_ frame: RuleFrame, into events: inout [ObservedEvent]) {
        for crossing in frame.lines[line].crossings {
            let course = frame.courses[crossing.slot]
            guard core.accepts(course) else {
                core.missFilter(course, from: crossing.passed, to: frame.now)
                continue
            }
            guard core.settings.direction == .any || core.settings.direction == crossing.direction else {
                core.miss(.direction, from: crossing.passed, to: frame.now, detail: crossing.direction.rawValue)
                continue
            }
            var event = core.event(.instant, core.begin(at: crossing.passed), at: frame.now, course: course)
            event.direction = crossing.direction
            events.append(event)
        }
    }

    mutating func interrupt(after last: FrameMoment, at now: FrameMoment, into events: inout [ObservedEvent]) {}
}
