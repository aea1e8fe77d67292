package import Base

/// How the events of one recording compare with its truth.
package struct FixtureResult: Hashable, Sendable {
    /// One line of the lists: a found, missed or false event.
    package struct Item: Hashable, Sendable {
        package let behaviour: Behaviour
        package let place: String?
        package let direction: Direction?
        /// Due time of a missed event, time of the event otherwise; seconds from the first picture. Nil for totals.
        package let time_s: Double?
        /// Event time minus due time of a found one.
        package let delay_s: Double?
        /// How many this line stands for; more than one only for totals.
        package let count: Int
        /// Line of the truth file; 0 for false events.
        package let truthLine: Int
    }

    package let name: String
    /// Length of the recording that was judged, in seconds.
    package let judged_s: Double
    /// Every judged behaviour in the order of the catalogue, also those without anything due.
    package var tallies: [BehaviourTally] = []
    package private(set) var found: [Item] = []
    package private(set) var missed: [Item] = []
    package private(set) var wrong: [Item] = []
    /// Motion while nothing was due; nil when it was not measured.
    package var quiet: QuietShare?
    /// Foreground against masks; nil when the recording has none.
    package var foreground: ForegroundScore?

    init(name: String, judged_s: Double) { (self.name, self.judged_s) = (name, judged_s) }

    mutating func addFound(_ line: Truth.Event, _ event: JudgedEvent) {
        let delay = event.onset_s - line.onset_s
        found.append(
            Item(
                behaviour: line.behaviour, place: event.place, direction: event.direction, time_s: event.onset_s,
                delay_s: delay, count: 1, truthLine: line.line))
        change(line.behaviour) {
            $0.found += 1; $0.timed += 1; $0.delay_s += delay
        }
    }

    mutating func addMissed(_ line: Truth.Event) {
        missed.append(
            Item(
                behaviour: line.behaviour, place: line.place, direction: line.direction, time_s: line.onset_s,
                delay_s: nil,
                count: 1, truthLine: line.line))
        change(line.behaviour) { $0.missed += 1 }
    }

    mutating func addFalse(_ event: JudgedEvent) {
        wrong.append(
            Item(
                behaviour: event.subject.behaviour, place: event.place, direction: event.direction,
                time_s: event.onset_s,
                delay_s: nil, count: 1, truthLine: 0))
        change(event.subject.behaviour) { $0.wrong += 1 }
    }

    mutating func addTotal(_ total: Truth.Count, found number: Int) {
        func item(_ count: Int) -> Item {
            Item(
                behaviour: total.behaviour, place: total.place, direction: total.direction, time_s: nil, delay_s: nil,
                count: count, truthLine: total.line)
        }
        if number < total.count { missed.append(item(total.count - number)) }
        if number > total.count { wrong.append(item(number - total.count)) }
        change(total.behaviour) { tally in
            tally.found += min(number, total.count)
            tally.missed += max(0, total.count - number)
            tally.wrong += max(0, number - total.count)
            tally.countError += abs(number - total.count)
        }
    }

    /// Counting is judged per behaviour, place and direction, so that errors at one line cannot hide errors at another;
    /// where the truth leaves the direction or the place open, over all of them.
    mutating func addCountErrors(_ due: [Truth.Event], _ events: [JudgedEvent]) {
        let lines = due.map { JudgedSubject($0) }
        let open = Set(lines.filter { $0.place == nil || $0.direction == nil })
        let openPlaces = Set(open.filter { $0.place == nil }.map(\.behaviour))
        func key(_ subject: JudgedSubject) -> JudgedSubject {
            if openPlaces.contains(subject.behaviour) { return JudgedSubject(subject.behaviour, nil, nil) }
            let anyDirection = JudgedSubject(subject.behaviour, subject.place, nil)
            return open.contains(anyDirection) ? anyDirection : subject
        }
        var balance: [JudgedSubject: Int] = [:]
        for line in lines { balance[key(line), default: 0] -= 1 }
        for event in events { balance[key(event.subject), default: 0] += 1 }
        for behaviour in tallies.map(\.behaviour) {
            let error = balance.filter { $0.key.behaviour == behaviour }.reduce(0) { $0 + abs($1.value) }
            change(behaviour) { $0.countError += error }
        }
    }

    mutating func sortLists() {
        func order(_ a: Item, _ b: Item) -> Bool {
            (a.time_s ?? .infinity, a.behaviour.rawValue, a.place ?? "", a.truthLine)
                < (b.time_s ?? .infinity, b.behaviour.rawValue, b.place ?? "", b.truthLine)
        }
        found.sort(by: order)
        missed.sort(by: order)
        wrong.sort(by: order)
    }

    private mutating func change(_ behaviour: Behaviour, _ body: (inout Tally) -> Void) {
        guard let index = tallies.firstIndex(where: { $0.behaviour == behaviour }) else {
            preconditionFailure("only judged behaviours are counted")
        }
        body(&tallies[index].tally)
    }
}
