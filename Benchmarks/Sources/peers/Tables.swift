import Figures

/// A table as Markdown, its first column words and the others numbers; it is read as well on a terminal.
struct Table {
    let title: String
    var heads: [String]
    var rows: [[String]]
    /// How many columns from the left are words.
    var words = 1

    var markdown: String {
        let rule = heads.indices.map { $0 < words ? "---" : "--:" }
        return ([heads, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }

    /// Columns of even width.
    var text: String {
        let all = [heads] + rows
        let widths = heads.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { cells in
            cells.indices.map { i in
                let space = String(repeating: " ", count: widths[i] - cells[i].count)
                return i < words ? cells[i] + space : space + cells[i]
            }.joined(separator: "  ") + "\n"
        }.joined()
    }
}

/// The tables of what was measured.
struct Tables {
    let outcomes: [Outcome]

    /// Programs of which there is a value.
    var programs: [Program] { Program.allCases.filter { program in outcomes.contains { $0.cpu_us[program] != nil } } }

    var all: [Table] { [costs, ratios, luma, memory, targets] }

    private var costs: Table {
        Table(
            title: "Whole pipeline: microseconds of CPU for a picture",
            heads: ["recording", "bit/pixel"] + programs.map(\.title) + ["events"],
            rows: outcomes.map { outcome in
                [outcome.recording.name, fixed(outcome.recording.bitsPerPixel, 2)]
                    + programs.map { Tables.middleAndSpread(outcome.cpu_us[$0] ?? []) }
                    + ["\(outcome.events[.wayside8] ?? 0)"]
            })
    }

    private var ratios: Table {
        let pairs: [(Program, Program)] = programs.filter { !$0.isOurs }.flatMap {
            [($0, .wayside8), ($0, .wayside4)]
        }
        return Table(
            title: "Times Wayside's CPU", heads: ["recording"] + pairs.map { "\($0.title) / \($1.title)" },
            rows: outcomes.map { outcome in
                [outcome.recording.name] + pairs.map { Tables.middleAndRange(outcome.ratios($0, to: $1)) }
            })
    }

    private var luma: Table {
        let scales = [8, 4]
        return Table(
            title: "Luma decoders alone: microseconds of CPU for a picture",
            heads: ["recording"]
                + scales.flatMap { ["libjpeg-turbo 1/\($0)", "Wayside 1/\($0)", "times"] } + [
                    "same at 1/8", "RMS at 1/4",
                ],
            rows: outcomes.map { outcome in
                let luma = outcome.luma
                return [outcome.recording.name]
                    + scales.flatMap {
                        [
                            Tables.middleAndSpread(luma.limit_us[$0] ?? []),
                            Tables.middleAndSpread(luma.ours_us[$0] ?? []),
                            Tables.middleAndRange(luma.ratios($0)),
                        ]
                    }
                    + ["\(luma.identical[8] ?? 0) of \(outcome.recording.pictures)", fixed(luma.rms[4] ?? 0, 2)]
            })
    }

    private var memory: Table {
        Table(
            title: "Peak of resident memory, MiB", heads: ["recording"] + programs.map(\.title),
            rows: outcomes.map { outcome in
                [outcome.recording.name]
                    + programs.map { program in outcome.peak_MiB[program]?.max().map { fixed($0, 1) } ?? "-" }
            })
    }

    private var targets: Table {
        Table(
            title: "Targets", heads: ["target", "aim", "worst measured (where)", "verdict"],
            rows: Target.all.map { $0.row(outcomes) }, words: 4)
    }

    /// The median of the rounds and their spread.
    static func middleAndSpread(_ values: [Double]) -> String {
        values.isEmpty ? "-" : "\(fixed(median(values), 0)) ± \(percent(spread(values) / 2))"
    }

    /// The median of the rounds, the lowest and the highest.
    static func middleAndRange(_ values: [Double]) -> String {
        guard let low = values.min(), let high = values.max() else { return "-" }
        return "\(fixed(median(values), 2)) (\(fixed(low, 2)) to \(fixed(high, 2)))"
    }
}
