import Base
import Evaluate

/// What a measurement's report says, in order; each part stands only where something was measured.
struct AccuracySections {
    let report: DatasetReport

    init(_ report: DatasetReport) { self.report = report }

    var all: [AccuracySection] {
        let filmed = report.runs.contains { !$0.clips(simulated: false).isEmpty }
        let rendered = report.runs.contains { !$0.clips(simulated: true).isEmpty }
        var sections: [AccuracySection?] = []
        if filmed { sections += EventSections(report, simulated: false).all }
        sections += [experimental, quiet, foreground]
        if rendered { sections += EventSections(report, simulated: true).all }
        if let parity = report.parity { sections.append(ParitySection(parity).section) }
        sections.append(CostSection(report).section)
        return sections.compactMap(\.self)
    }

    /// Behaviours whose figures must be shown wherever they appear.
    private var experimental: AccuracySection? {
        guard let clips = report.runs.last?.clips(simulated: false) else { return nil }
        let rows = report.experimental.compactMap { behaviour -> [String]? in
            let group = ClipGroup(name: "", clips: clips), sum = group.sum(of: [behaviour])
            let judged = group.tallies(of: [behaviour]).count
            guard judged > 0 else { return nil }
            return [behaviour.rawValue, "\(judged)", "\(sum.due)", "\(sum.found)", "\(sum.wrong)"]
        }
        guard !rows.isEmpty else { return nil }
        return AccuracySection(
            title: "Experimental behaviours",
            blocks: [
                .text(
                    "Too few labelled cases exist to promise anything. `wayside check`, `replay` and the daemon show these "
                        + "figures wherever such a rule is configured."),
                .table(AccuracyTable(head: ["behaviour", "clips", "due", "found", "false"], rows: rows)),
            ])
    }

    private var quiet: AccuracySection? {
        let rows = report.runs[0].clips.indices.compactMap { index -> [String]? in
            guard let first = report.runs[0].clips[index].result.quiet, first.quiet_s >= 5 else { return nil }
            return [report.runs[0].clips[index].name, Decimals.fixed(first.quiet_s, 1)]
                + report.runs.map { Decimals.percent($0.clips[index].result.quiet?.share) }
        }
        guard !rows.isEmpty else { return nil }
        return AccuracySection(
            title: "Motion in quiet time",
            blocks: [
                .text(
                    "The share of quiet time in which the state `motion` of the whole picture is on. Quiet is what lies "
                        + "outside every labelled event or span, each widened on both sides by the truth's tolerance and "
                        + "\(Decimals.fixed(QuietShare.margin_s, 0)) s, in which whoever the event is about comes and goes. "
                        + "Where somebody moves without an event being due, motion is right and no error. "
                        + "Clips with less than 5 s of quiet are left out."),
                .table(
                    AccuracyTable(
                        head: ["clip", "quiet s"] + report.runs.map { "in motion, \($0.name)" }, rows: rows)),
            ])
    }

    private var foreground: AccuracySection? {
        let rows = report.runs[0].clips.compactMap { clip -> [String]? in
            guard let score = clip.result.foreground else { return nil }
            let shadows = score.falsePositives > 0 ? Double(score.shadowPositives) / Double(score.falsePositives) : 0
            return [
                clip.name, "\(score.pictures)", "1/\(score.block)", Decimals.fixed(score.precision, 3),
                Decimals.fixed(score.recall, 3), Decimals.fixed(score.f1, 3), Decimals.percent(shadows),
            ]
        }
        guard !rows.isEmpty else { return nil }
        return AccuracySection(
            title: "Foreground against masks",
            blocks: [
                .text(
                    "Pixels of motion detection alone against the masks of the data set, by the rules of CDnet 2014: "
                        + "shadows count as still, pixels that are unknown or outside the region of interest are skipped. "
                        + "Where the working scale is not 1/1, each working pixel stands for its block of full pixels."),
                .table(
                    AccuracyTable(
                        head: ["clip", "pictures", "scale", "precision", "recall", "F-measure", "shadow in false"],
                        rows: rows)),
            ])
    }
}
