import Evaluate

/// What a picture costs; the one part of a report that belongs to the machine.
struct CostSection {
    private let report: DatasetReport

    init(_ report: DatasetReport) { self.report = report }

    var section: AccuracySection? {
        let clips = report.runs[0].clips.indices.filter { index in
            !report.runs[0].clips[index].isSimulated && report.runs[0].clips[index].cost != nil
        }
        guard !clips.isEmpty else { return nil }
        var blocks: [AccuracyBlock] = [
            .text(
                "Milliseconds of processor time for a picture, over all threads and processes, as of \(report.machine); "
                    + "these figures differ from run to run and from machine to machine. "
                    + "Decoding is that of JPEG at the working scale.")
        ]
        let head =
            ["clip", "pictures"]
            + report.runs.flatMap { ["\($0.name): decoding", "detection", "objects", "whole"] } + report.peerNames
        blocks.append(.table(AccuracyTable(head: head, rows: clips.map(row) + [mean(clips)])))
        let speeds = report.runs[0].clips.compactMap { clip -> String? in
            guard clip.result.foreground != nil, let cost = clip.foregroundCost, let each = cost.detectingPerPicture_ms,
                let whole = cost.perPicture_ms, each > 0, whole > 0
            else { return nil }
            return
                "\(clip.name), measured with its masks: \(Decimals.fixed(1000 / each, 0)) pictures a second on one core "
                + "in detection alone, \(Decimals.fixed(1000 / whole, 0)) with decoding"
        }
        if !speeds.isEmpty { blocks.append(.list(speeds)) }
        return AccuracySection(title: "Cost on this machine", blocks: blocks)
    }

    private func row(_ index: Int) -> [String] {
        let name = report.runs[0].clips[index].name
        let own = report.runs.map { $0.clips[index].cost }
        return [name, "\(own[0]?.pictures ?? 0)"] + own.flatMap(cells)
            + report.peerNames.map { peer in
                Decimals.fixed(report.peers.first { $0.peer == peer && $0.clip == name }?.cost_ms, 1)
            }
    }

    private func cells(_ cost: FrameCost?) -> [String] {
        guard let cost, cost.pictures > 0 else { return ["-", "-", "-", "-"] }
        return [
            Decimals.fixed(cost.decodingPerPicture_ms, 2), Decimals.fixed(cost.detectingPerPicture_ms, 2),
            Decimals.fixed(cost.finding_ms.map { $0 / Double(cost.pictures) }, 2),
            Decimals.fixed(cost.perPicture_ms, 2),
        ]
    }

    /// The mean over pictures, not over clips.
    private func mean(_ clips: [Int]) -> [String] {
        let sums = report.runs.map { run -> FrameCost in
            var sum = FrameCost(pictures: 0, decoding_ms: 0, detecting_ms: 0)
            for index in clips {
                guard let cost = run.clips[index].cost else { continue }
                sum.pictures += cost.pictures
                sum.decoding_ms += cost.decoding_ms
                sum.detecting_ms += cost.detecting_ms
                if let finding = cost.finding_ms { sum.finding_ms = (sum.finding_ms ?? 0) + finding }
            }
            return sum
        }
        return ["all", "\(sums[0].pictures)"] + sums.flatMap(cells) + report.peerNames.map { _ in "" }
    }
}
