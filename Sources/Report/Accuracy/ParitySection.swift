import Evaluate

/// Whether rendered walkers are found alike.
struct ParitySection {
    private let parity: ParityReport

    init(_ parity: ParityReport) { self.parity = parity }

    var section: AccuracySection {
        var blocks: [AccuracyBlock] = [.text(words)]
        for light in parity.lights {
            blocks.append(.plot(contrastPlot(light)))
        }
        blocks.append(.text("Recall of line crossings, with Wilson's 95 % intervals, at equal contrast to the ground:"))
        blocks.append(
            .table(
                AccuracyTable(
                    head: ["compared", "due", "first", "second", "difference", ""],
                    rows: (parity.clothingGaps + parity.ends(of: .height) + parity.ends(of: .speed)).map(row))))
        for axis in [ParityGroup.Axis.height, .speed] where parity.groups.contains(where: { $0.axis == axis }) {
            blocks.append(.plot(ends(axis)))
        }
        blocks.append(
            .table(
                AccuracyTable(
                    head: [
                        "varied", "light", "clothes", "contrast", "height m", "speed m/s", "due", "found", "false",
                        "recall",
                    ],
                    rows: parity.groups.map(group), numbers: 3)))
        return AccuracySection(title: "Parity in simulated scenes", blocks: blocks)
    }

    private var words: String {
        let sizes = Set(parity.groups.map(\.tally.due)).sorted()
        var words =
            "Rendered walkers cross a line on plain ground one after another, \(sizes.first ?? 0) to \(sizes.last ?? 0) crossings a group. "
            + "Groups differ in one thing alone: the brightness of the clothes (as far below the ground as above it), the "
            + "height, or the speed; ground, ways and gaits are the same. Everybody is dressed from head to foot in one grey without "
            + "shading, so that the contrast asked for is the contrast everywhere: the difference between "
            + "clothes and ground in grey levels of 255."
        if let ground = parity.groups.compactMap(\.ground_luma).max(),
            let most = parity.groups.map(\.contrast_luma).max()
        {
            words +=
                " On ground of \(Decimals.fixed(ground, 0)) the darkest clothes have \(Decimals.fixed(ground - most, 0)), "
                + "the brightest \(Decimals.fixed(ground + most, 0))."
        }
        if let gap = parity.largestGap {
            words +=
                " Largest difference where contrast does not itself limit: \(Decimals.fixed(gap.difference, 3)) "
                + "(\(gap.subject)); at most \(Decimals.fixed(ParityReport.tolerance, 2)) is parity."
        }
        return words
    }

    private func row(_ gap: ParityReport.Gap) -> [String] {
        func recall(_ tally: Tally) -> String {
            "\(Decimals.fixed(tally.recall, 3)) (\(Decimals.range(.wilson(tally.found, of: tally.due), 3)))"
        }
        let verdict =
            gap.isLimited
            ? "contrast limits" : (gap.difference ?? 1) <= ParityReport.tolerance ? "parity" : "no parity"
        return [
            gap.subject, "\(gap.first.due) + \(gap.second.due)", recall(gap.first), recall(gap.second),
            Decimals.fixed(gap.difference, 3), verdict,
        ]
    }

    private func group(_ group: ParityGroup) -> [String] {
        [
            group.axis.rawValue, group.light, group.clothing.rawValue, Decimals.fixed(group.contrast_luma, 0),
            Decimals.fixed(group.height_m, 1), Decimals.fixed(group.speed_mps, 1), "\(group.tally.due)",
            "\(group.tally.found)", "\(group.tally.wrong)",
            "\(Decimals.fixed(group.tally.recall, 3)) (\(Decimals.range(.wilson(group.tally.found, of: group.tally.due), 3)))",
        ]
    }

    private func contrastPlot(_ light: String) -> RecallPlot {
        let own = parity.groups.filter { $0.axis == .clothing && $0.light == light }
        return RecallPlot(
            name: "contrast to the ground in grey levels, \(light)",
            series: ParityGroup.Clothing.allCases.map { clothing in
                (
                    "\(clothing.rawValue) than the ground",
                    own.filter { $0.clothing == clothing }.sorted { $0.contrast_luma < $1.contrast_luma }
                        .map { ($0.contrast_luma, $0.tally) }
                )
            })
    }

    private func ends(_ axis: ParityGroup.Axis) -> RecallPlot {
        RecallPlot(
            name: axis == .height ? "height in metres" : "speed in metres per second",
            series: parity.lights.map { light in
                (
                    light,
                    parity.groups.filter { $0.axis == axis && $0.light == light }
                        .map { (axis == .height ? $0.height_m : $0.speed_mps, $0.tally) }.sorted { $0.0 < $1.0 }
                )
            })
    }
}
