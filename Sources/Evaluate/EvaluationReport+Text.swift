import Base

extension EvaluationReport {
    /// The report as lines of text: a table of totals, and for every recording its missed and false events with times.
    package var text: String {
        var lines = [
            row([
                "behaviour", "due", "true", "missed", "false", "prec.", "recall", "F1", "alert", "record", "delay",
                "false/h", "count ±",
            ])
        ]
        for part in tallies { lines.append(row(cells(part.behaviour.rawValue, part.tally))) }
        lines.append(row(cells("all", all)))
        for result in results {
            let sum = EvaluationReport([result]).all
            lines.append("")
            lines.append(
                "\(result.name): F1 \(ratio(sum.f1)), \(sum.found) of \(sum.due) found, \(sum.wrong) false, "
                    + "\(JSONText.format(result.judged_s, decimals: 1)) s judged")
            lines += result.missed.map { "  missed \(describe($0))" }
            lines += result.wrong.map { "  false  \(describe($0))" }
            lines += measures(result)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func measures(_ result: FixtureResult) -> [String] {
        var lines: [String] = []
        if let quiet = result.quiet, quiet.quiet_s > 0 {
            lines.append("  quiet  \(fixed(quiet.quiet_s, 1)) s, \(Decimals.percent(quiet.share)) of it in motion")
        }
        if let score = result.foreground {
            lines.append(
                "  masks  foreground F \(ratio(score.f1)), precision \(ratio(score.precision)), "
                    + "recall \(ratio(score.recall)) over \(score.pictures) pictures")
        }
        return lines
    }

    private func cells(_ name: String, _ tally: Tally) -> [String] {
        [
            name, String(tally.due), String(tally.found), String(tally.missed), String(tally.wrong),
            ratio(tally.precision),
            ratio(tally.recall), ratio(tally.f1), ratio(tally.f1(alpha: Tally.alertAlpha)),
            ratio(tally.f1(alpha: Tally.recordingAlpha)), tally.meanDelay_s.map { fixed($0, 2) + " s" } ?? "-",
            falsePerHour(tally).map { fixed($0, 1) } ?? "-", String(tally.countError),
        ]
    }

    private func row(_ cells: [String]) -> String {
        let widths = [17, 5, 5, 6, 5, 6, 6, 6, 6, 6, 8, 8, 7]
        let padded = zip(cells, widths).enumerated().map { index, cell in
            let space = String(repeating: " ", count: max(0, cell.1 - cell.0.count))
            return index == 0 ? cell.0 + space : space + cell.0
        }
        return padded.joined(separator: " ")
    }

    private func describe(_ item: FixtureResult.Item) -> String {
        var words = item.behaviour.rawValue
        if let place = item.place, !item.behaviour.concernsCamera { words += " \(place)" }
        if let direction = item.direction, direction != .any { words += " \(direction.rawValue)" }
        if let time = item.time_s { words += " at \(fixed(time, 2)) s" } else { words += " × \(item.count) in all" }
        return item.truthLine > 0 ? words + " (truth line \(item.truthLine))" : words
    }

    private func ratio(_ value: Double?) -> String { Decimals.fixed(value, 3) }

    private func fixed(_ value: Double, _ decimals: Int) -> String { Decimals.fixed(value, decimals) }
}
