import Foundation

/// Where the programs are, and how each is run on a recording.
struct Bench {
    let wayside: String
    let bench: String
    /// nil when it is not installed.
    let opencv: String?
    let motion: String?
    let work: String
    let processor: Int
    let rounds: Int
    /// So many pictures at least are replayed in one run of Wayside: starting it weighs little in a day.
    static let replayed = 1200

    init(_ options: Options) throws {
        wayside = try options.required("wayside")
        bench = try options.required("bench")
        opencv = options.optional("opencv")
        motion = options.optional("motion")
        work = try options.required("work")
        processor = Int(options.optional("processor") ?? "0") ?? 0
        rounds = try options.number("rounds", unless: 5)
        try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
    }

    private var counts: String { work + "/counts" }
    private func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }

    /// Everything about one recording. The programs take turns, so that what else the machine does hits them alike.
    func measure(_ recording: PeerRecording, _ tell: (String) -> Void) throws -> Outcome {
        var outcome = try luma(recording)
        let film = motion == nil ? nil : try MotionFilm(outcome.recording, work: work, processor: processor)
        defer { film?.remove() }
        for round in 1...rounds {
            tell("\(recording.name), round \(round) of \(rounds)")
            try replay(&outcome, .wayside8, scale: 8)
            if let opencv { try detect(&outcome, opencv, .opencv4, scale: 4) }
            if let motion, let film {
                let used = try film.measure(motion, processor: processor)
                outcome.add(.motion, cpu_us: used.cpu_us, peak_MiB: used.peak_MiB)
            }
            try replay(&outcome, .wayside4, scale: 4)
            if let opencv { try detect(&outcome, opencv, .opencv8, scale: 8) }
        }
        return outcome
    }

    /// `wayside replay` as it is shipped, from its start to its end, with a ledger on the disk.
    private func replay(_ outcome: inout Outcome, _ program: Program, scale: Int) throws {
        let state = work + "/state"
        let loops = (Bench.replayed + outcome.recording.pictures - 1) / outcome.recording.pictures
        remove(state)
        defer { remove(state) }
        let used = try Child.run(
            [
                wayside, "replay", outcome.recording.directory, "--json", "--quiet", "--threads", "1",
                "--scale", "\(scale)", "--loop", "\(loops)", "--state", state,
            ], work: work, processor: processor)
        outcome.add(
            program, cpu_us: used.cpu_us / Double(outcome.recording.pictures * loops), peak_MiB: used.peak_MiB)
        outcome.events[program] = used.output.split(separator: "\n").count
    }

    /// OpenCV's program tells its own CPU time without that of its start.
    private func detect(_ outcome: inout Outcome, _ opencv: String, _ program: Program, scale: Int) throws {
        let used = try Child.run(
            [opencv, outcome.recording.frames, counts, "\(scale)"], work: work, processor: processor)
        guard let cpu_us = used.output.split(separator: " ").first.flatMap({ Double($0) }) else {
            throw Problem("\(opencv) said nothing")
        }
        outcome.add(program, cpu_us: cpu_us, peak_MiB: used.peak_MiB)
    }

    /// The luma decoders in a process of their own, which also tells what the recording is.
    private func luma(_ recording: PeerRecording) throws -> Outcome {
        let used = try Child.run(
            [bench, "luma", recording.directory, counts, "\(rounds)"], work: work, processor: processor)
        var values: [String: [Double]] = [:]
        for line in used.output.split(separator: "\n") {
            let words = line.split(separator: " ")
            values[String(words[0])] = words.dropFirst().compactMap { Double($0) }
        }
        func whole(_ name: String, _ index: Int = 0) -> Int { values[name].map { Int($0[index]) } ?? 0 }
        var described = recording
        (described.pictures, described.bytes) = (whole("pictures"), whole("bytes"))
        (described.width, described.height) = (whole("size"), whole("size", 1))
        let stored = try FileManager.default.attributesOfItem(atPath: recording.frames)[.size] as? Int
        guard stored == described.bytes else { throw Problem("\(recording.frames) holds more than pictures") }
        var outcome = Outcome(recording: described)
        for scale in [8, 4] {
            outcome.luma.limit_us[scale] = values["limit\(scale)"]
            outcome.luma.ours_us[scale] = values["luma\(scale)"]
            outcome.luma.identical[scale] = whole("identical\(scale)")
            outcome.luma.rms[scale] = values["rms\(scale)"]?.first
        }
        return outcome
    }
}
