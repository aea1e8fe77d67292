import Base
import Evaluate

/// Events against truth: in all, by behaviour, by clip, by condition, with what was missed and what was false.
struct EventSections {
    private let report: DatasetReport
    private let runs: [(name: String, clips: [ClipOutcome])]
    private let simulated: Bool

    init(_ report: DatasetReport, simulated: Bool) {
        (self.report, self.simulated) = (report, simulated)
        runs = report.runs.map { ($0.name, $0.clips(simulated: simulated)) }
    }

    var all: [AccuracySection] {
        [behaviours, clips, conditions, delays, findings].compactMap(\.self)
    }

    private var subject: String { simulated ? "Simulated scenes" : "Recordings" }

    /// Behaviours that are judged together beside each one alone.
    static let followed: Set<Behaviour> = [.lineCrossed, .zoneEntered, .loitering, .overcrowding]

    private static func groups(_ behaviours: [Behaviour]) -> [(name: String, behaviours: Set<Behaviour>?)] {
        behaviours.map { ($0.rawValue, [$0]) } + [
            ("lines, zones, loitering, crowds", followed), ("all", nil),
        ]
    }

    private var behaviours: AccuracySection {
        let present = ClipGroup(name: "", clips: runs[0].clips).behaviours
        var rows: [[String]] = [], marks: [(String, [WhiskerPlot.Mark])] = []
        for (name, behaviours) in Self.groups(present) {
            var figures: [WhiskerPlot.Mark] = []
            for (index, run) in runs.enumerated() {
                let group = ClipGroup(name: run.name, clips: run.clips)
                rows.append([index == 0 ? name : "", run.name] + Self.cells(group, behaviours))
                figures.append(
                    .init(
                        run: index, value: group.sum(of: behaviours).f1,
                        interval: Bootstrap.f1(group.tallies(of: behaviours))))
            }
            rows += peers(behaviours, first: name)
            if figures.contains(where: { $0.value != nil }) { marks.append((name, figures)) }
        }
        let hours = ClipGroup(name: "", clips: runs[0].clips).hours
        return AccuracySection(
            title: "\(subject): events by behaviour",
            blocks: [
                .text(
                    "\(runs[0].clips.count) \(simulated ? "scenes" : "clips"), \(Decimals.fixed(hours * 60, 1)) minutes. In brackets 95 % intervals: "
                        + "Wilson's for precision and recall, \(Bootstrap.samples) resamplings of the clips for F1, Byar's "
                        + "for false events in an hour of one camera. Small numbers have wide intervals."),
                .plot(
                    WhiskerPlot(title: "\(subject): F1 by behaviour", name: "F1", rows: marks, legend: runs.map(\.name))
                ),
                .table(
                    AccuracyTable(
                        head: [
                            "behaviour", "by", "clips", "due", "found", "false", "precision", "recall", "F1", "false/h",
                        ], rows: rows, numbers: 2)),
            ])
    }

    private static func cells(_ group: ClipGroup, _ behaviours: Set<Behaviour>?) -> [String] {
        let tallies = group.tallies(of: behaviours), sum = group.sum(of: behaviours)
        let perHour = Interval.poisson(sum.wrong), hours = group.hours
        func with(_ value: Double?, _ interval: Interval?, _ decimals: Int) -> String {
            guard value != nil else { return "-" }
            let text = Decimals.fixed(value, decimals)
            return interval.map { "\(text) (\(Decimals.range($0, decimals)))" } ?? text
        }
        return [
            "\(tallies.count)", "\(sum.due)", "\(sum.found)", "\(sum.wrong)",
            with(sum.precision, .wilson(sum.found, of: sum.found + sum.wrong), 3),
            with(sum.recall, .wilson(sum.found, of: sum.due), 3), with(sum.f1, Bootstrap.f1(tallies), 3),
            hours > 0
                ? with(Double(sum.wrong) / hours, Interval(perHour.low / hours, perHour.high / hours), 1) : "-",
        ]
    }

    /// What others reached on the same clips and behaviours; only where every figure is known that the row stands for.
    private func peers(_ behaviours: Set<Behaviour>?, first name: String) -> [[String]] {
        guard !simulated else { return [] }
        let names = Set(runs[0].clips.map(\.name))
        return report.peerNames.compactMap { peer in
            let known = report.peers.filter {
                $0.peer == peer && names.contains($0.clip) && behaviours?.contains($0.behaviour) ?? true
            }
            guard !known.isEmpty, behaviours != nil else { return nil }
            var sum = Tally()
            for figure in known { sum.add(figure.tally) }
            return [
                "", peer, "\(Set(known.map(\.clip)).count)", "\(sum.due)", "\(sum.found)", "\(sum.wrong)",
                Decimals.fixed(sum.precision, 3), Decimals.fixed(sum.recall, 3), Decimals.fixed(sum.f1, 3), "-",
            ]
        }
    }

    private var clips: AccuracySection {
        let peers = simulated ? [] : report.peerNames
        var rows: [[String]] = []
        for index in runs[0].clips.indices {
            for (number, part) in runs[0].clips[index].result.tallies.enumerated() {
                let name = runs[0].clips[index].name
                var row = [number == 0 ? name : "", part.behaviour.rawValue, "\(part.tally.due)"]
                for run in runs {
                    let tally = run.clips[index].result.tallies.first { $0.behaviour == part.behaviour }?.tally
                    row.append(tally.map(Self.short) ?? "-")
                }
                for peer in peers {
                    let known = report.peers.first {
                        $0.peer == peer && $0.clip == name && $0.behaviour == part.behaviour
                    }
                    row.append(known.map { Self.short($0.tally) } ?? "")
                }
                rows.append(row)
            }
        }
        var blocks: [AccuracyBlock] = [
            .text("F1, and in brackets found + false. Without anything due, `quiet` is right.")
        ]
        blocks.append(
            .table(
                AccuracyTable(head: ["clip", "behaviour", "due"] + runs.map(\.name) + peers, rows: rows, numbers: 2)))
        return AccuracySection(title: "\(subject): by clip", blocks: blocks)
    }

    private static func short(_ tally: Tally) -> String {
        if tally.due == 0 { return tally.wrong == 0 ? "quiet" : "\(tally.wrong) false" }
        return "\(Decimals.fixed(tally.f1, 3)) (\(tally.found) + \(tally.wrong))"
    }

    private var conditions: AccuracySection {
        let traits = ClipGroup.byTrait(runs[0].clips)
        var blocks: [AccuracyBlock] = [
            .text(
                simulated
                    ? "Conditions are what the scenes say of light, weather, sensor and camera; a scene stands in each of its own."
                    : "Conditions are those that the fixtures name (`conditions`); a clip stands in each of its own."),
            .table(groups("condition", ClipGroup.byCondition(runs[0].clips))),
        ]
        if !traits.isEmpty {
            blocks += [.text("What the pictures themselves say:"), .table(groups("measured", traits))]
        }
        return AccuracySection(title: "\(subject): by condition", blocks: blocks)
    }

    private func groups(_ title: String, _ groups: [ClipGroup]) -> AccuracyTable {
        AccuracyTable(
            head: [title, "clips"] + runs.flatMap { ["found, \($0.name)", "false", "F1"] },
            rows: groups.map { group in
                let names = Set(group.clips.map(\.result.name))
                return [group.name, "\(group.clips.count)"] + runs.flatMap { Self.cells($0.clips, named: names) }
            })
    }

    private static func cells(_ clips: [ClipOutcome], named names: Set<String>) -> [String] {
        let own = ClipGroup(name: "", clips: clips.filter { names.contains($0.result.name) }), sum = own.sum()
        let interval = Bootstrap.f1(own.tallies()).map { " (\(Decimals.range($0, 3)))" } ?? ""
        return ["\(sum.found) of \(sum.due)", "\(sum.wrong)", Decimals.fixed(sum.f1, 3) + interval]
    }

    private var delays: AccuracySection? {
        let groups = runs.map { ClipGroup(name: $0.name, clips: $0.clips) }
        guard groups.contains(where: { !$0.delays_s().isEmpty }) else { return nil }
        var rows: [[String]] = []
        let present = groups[0].behaviours.map(Optional.init) + [nil]
        for behaviour in present {
            for (index, group) in groups.enumerated() {
                let delays = group.delays_s(of: behaviour)
                guard let spread = Spread(sorted: delays) else { continue }
                rows.append([
                    index == 0 ? behaviour?.rawValue ?? "all" : "", group.name, "\(delays.count)",
                    Decimals.fixed(spread.tenth, 2), Decimals.fixed(spread.median, 2),
                    Decimals.fixed(spread.ninetieth, 2),
                ])
            }
        }
        return AccuracySection(
            title: "\(subject): delay of found events",
            blocks: [
                .text("Time of the event minus the time at which it was due, in seconds; negative is early."),
                .plot(
                    DelayPlot(title: "\(subject): delay of found events", runs: groups.map { ($0.name, $0.delays_s()) })
                ),
                .table(
                    AccuracyTable(
                        head: ["behaviour", "by", "found", "one in ten before", "half before", "nine in ten before"],
                        rows: rows, numbers: 2)),
            ])
    }

    private var findings: AccuracySection? {
        var blocks: [AccuracyBlock] = []
        for run in runs {
            let items = run.clips.flatMap { clip in
                clip.result.missed.map { "\(clip.name): missed \(Self.words($0))" }
                    + clip.result.wrong.map { "\(clip.name): false \(Self.words($0))" }
            }
            if runs.count > 1 || items.isEmpty {
                blocks.append(.text(items.isEmpty ? "By \(run.name): nothing." : "By \(run.name):"))
            }
            if !items.isEmpty { blocks.append(.list(items)) }
        }
        return AccuracySection(title: "\(subject): what was missed and what was false", blocks: blocks)
    }

    private static func words(_ item: FixtureResult.Item) -> String {
        var words = item.behaviour.rawValue
        if let place = item.place, !item.behaviour.concernsCamera { words += " at \(place)" }
        if let direction = item.direction, direction != .any { words += " to the \(direction.rawValue)" }
        return words + (item.time_s.map { ", \(Decimals.fixed($0, 2)) s" } ?? " × \(item.count) in all")
    }
}
