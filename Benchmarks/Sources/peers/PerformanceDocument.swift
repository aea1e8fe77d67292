import Figures

/// docs/performance.md. Every figure in it is a value that was measured in the run that wrote it.
struct PerformanceDocument {
    let outcomes: [Outcome]
    let rounds: Int
    /// What could not be measured, in words.
    let missing: [String]
    /// Where the pictures come from.
    let origin: String
    /// The machine and the versions, a name and a value each.
    let facts: [(String, String)]

    var markdown: String {
        let tables = Tables(outcomes: outcomes)
        let notes = [
            "Costs: the median of the rounds, and after ± half of what lies between the lowest and the highest, as a share of it. "
                + "Events are those that the runs at 1/8 wrote.",
            "In each round one program's cost by Wayside's: median, lowest and highest.",
            "One decoder, all pictures from memory, in one process and in turns. `RMS` is of the picture that differs most, in grey levels.",
            "The greatest of the rounds. Motion's is up to the end of what was measured, the others' of the whole run.",
            "A target is held against the worst recording that it speaks of, with the median of its rounds.",
        ]
        let sections = zip(tables.all, notes).map { "## \($0.title)\n\n\($1)\n\n\($0.markdown)" }
        return ([head] + [sections.last ?? ""] + sections.dropLast() + [method, machine]).joined(separator: "\n")
    }

    private var head: String {
        var text = """
            # Performance

            *Status: measured, not written: `make bench-peers` makes this file anew.* CPU time on one core, on the same bytes, beside other programs. \
            Ratios hold from machine to machine better than times do; what belongs to the machine stands in the last section.

            """
        if !missing.isEmpty {
            text += "\n" + missing.map { "- Left out: \($0)\n" }.joined()
        }
        return text
    }

    private var method: String {
        let pictures = Set(outcomes.map(\.recording.pictures)).sorted().map(String.init).joined(separator: " or ")
        return """
            ## How it was measured

            - **Recordings**: \(origin). \(outcomes.count) of \(pictures) pictures at 30 a second; size, chroma and kind are in the name. \
            *Noisy* is what a webcam sends with its gain up, *soft* what it sends by day.
            - **Rounds**: \(rounds) of each recording; within a round the programs take turns. All are kept on one processor; what counts is CPU \
            time of user and system, not time of the wall.
            - **Wayside**: `wayside replay RECORDING --json --quiet --threads 1 --scale 8` (or `4`) `--loop N --state DIR`, \(Bench.replayed) pictures or more, from the start \
            of the process to its end, reading, starting and the ledger on the disk included, by the number of pictures.
            - **Motion**: the same JPEGs in Matroska (`ffmpeg -c copy`) by `netcam_url file://` at its own pace of 30, all threads, in a \
            window after it has settled; nothing written, no stream, no web control. Decodes at full size, as it always does.
            - **OpenCV**: `Benchmarks/peers/opencv.cpp`: `IMREAD_REDUCED_GRAYSCALE_4` (or `_8`), MOG2, threshold, 3 x 3 opening, \
            `connectedComponentsWithStats`, one thread. Reading the file is counted, starting is not. It follows nothing and decides nothing.
            - **libjpeg-turbo**: luma alone by its C interface (`Benchmarks/Sources/CBench`); Wayside's by `JPEGDecoder.decodeLuma`.
            - Motion and OpenCV are as they come: other settings, and other programs, cost other amounts. They look at more pixels than \
            Wayside does at 1/8, and none of this says who finds more; [accuracy.md](accuracy.md) is about that.

            """
    }

    private var machine: String {
        let rows = facts.map { [$0.0, $0.1] }
        return "## The machine\n\n" + Table(title: "", heads: ["", ""], rows: rows, words: 2).markdown
    }
}
