import Base
import Pipeline

/// A daemon's status as people read it. Everything in it was written by a daemon or its files, so control characters are
/// written out.
enum StatusLines {
    static func text(_ status: StatusDocument) -> [String] {
        var lines = [
            "\(status.site): \(status.state) for \(duration(status.uptime_s)), process \(status.process), "
                + "policy \(status.policy.id) \(status.policy.version)"
        ]
        lines += [""] + cameras(status.cameras) + [""]
        for camera in status.cameras {
            let words = account(camera)
            if !words.isEmpty { lines.append("\(camera.id): \(words.joined(separator: "; "))") }
        }
        let queue = status.queue, ledger = status.ledger
        lines.append(
            "queue      \(queue.depth) of \(queue.capacity), at most \(queue.highest), \(queue.waits) waits")
        lines.append(
            "ledger     \(ledger.entries) entries, \(ledger.events) events in \(ledger.commits) commits since the start"
                + (ledger.known > 0 ? ", \(ledger.known) observations known before" : ""))
        if let p50_ms = ledger.p50_ms, let p99_ms = ledger.p99_ms {
            lines.append("latency    picture to commit: p50 \(number(p50_ms)) ms, p99 \(number(p99_ms)) ms")
        }
        if let objects = status.objects {
            let away = objects.reason.map { ": \($0)" } ?? "", limit = number(objects.looks_per_second)
            lines.append(
                "objects    \(objects.finder ?? objects.model), \(objects.state)\(away); at most \(limit) looks/s, "
                    + "\(objects.outages) outages")
        }
        let configuration = status.configuration
        lines.append(
            "config     \(configuration.file), reloaded \(configuration.reloads) times, refused \(configuration.refused)"
        )
        lines += configuration.problems.map { "refused    \($0)" }
        return lines.map { ControlCharacters.writtenOut($0) }
    }

    private static func cameras(_ cameras: [StatusDocument.Camera]) -> [String] {
        var table = TextTable([
            ("camera", .left), ("state", .left), ("rate", .right), ("p99 ms", .right), ("processed", .right),
            ("skipped", .right),
            ("dropped", .right), ("lost", .right), ("format", .left), ("source", .left),
        ])
        for camera in cameras {
            let frames = camera.frames, sum = { (counts: [String: Int]) in String(counts.values.reduce(0, +)) }
            table.add([
                camera.id, camera.state, camera.rate_fps.map(number) ?? "-",
                camera.delay_ms.map { number($0.p99) } ?? "-", String(frames.processed), sum(frames.skipped),
                sum(frames.dropped), sum(frames.losses), camera.format ?? "-", camera.source,
            ])
        }
        return table.lines(Style(isOn: false))
    }

    /// What the columns do not say: reasons, returns, starts.
    private static func account(_ camera: StatusDocument.Camera) -> [String] {
        var words: [String] = []
        if let reason = camera.reason { words.append("\(camera.state): \(reason)") }
        for (title, counts) in [
            ("skipped", camera.frames.skipped), ("dropped", camera.frames.dropped), ("lost", camera.frames.losses),
        ] where !counts.isEmpty {
            let list = counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            words.append("\(title): \(list.joined(separator: ", "))")
        }
        if let looks = camera.frames.looks, !looks.isEmpty {
            words.append(
                "looks: \(looks.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))")
        }
        if camera.frames.clockSteps > 0 { words.append("the clock was set \(camera.frames.clockSteps) times") }
        if camera.returns > 0 { words.append("came back \(camera.returns) times") }
        if camera.starts > 1 { words.append("started \(camera.starts) times") }
        return words
    }

    private static func number(_ value: Double) -> String { JSONText.format(value, decimals: 1) }

    private static func duration(_ seconds: Double) -> String {
        let whole = Int(seconds), (hours, minutes) = (whole / 3600, whole / 60 % 60)
        if hours >= 48 { return "\(hours / 24) days \(hours % 24) h" }
        if hours > 0 { return "\(hours) h \(minutes) min" }
        return minutes > 0 ? "\(minutes) min \(whole % 60) s" : "\(whole) s"
    }
}
