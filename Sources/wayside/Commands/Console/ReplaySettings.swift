import ArgumentParser
import Base
import Pipeline

/// Options about how a recording is replayed.
struct ReplaySettings: ParsableArguments {
    @Option(help: ArgumentHelp("1 is the recorded pace, 2 twice as fast; 0 is full speed.", valueName: "x"))
    var speed = 0.0

    @Option(help: "Threads that decode pictures, 1...64.")
    var threads = 1

    @Option(help: ArgumentHelp("Replay so many times, each a recording's length later.", valueName: "n"))
    var loop = 1

    @Option(
        help: ArgumentHelp(
            "Look at 1/1, 1/2, 1/4 or 1/8 of the size; else what the smallest object needs.", valueName: "1|2|4|8"))
    var scale: Int?

    func validate() throws {
        if !(speed >= 0 && speed.isFinite) { throw ValidationError("--speed must be 0 or more, not \(speed)") }
        if !(1...64).contains(threads) { throw ValidationError("--threads must be 1...64, not \(threads)") }
        if loop < 1 { throw ValidationError("--loop must be 1 or more, not \(loop)") }
        if let scale, WorkingScale(rawValue: scale) == nil {
            throw ValidationError("--scale must be 1, 2, 4 or 8, not \(scale)")
        }
    }

    /// The options of a run.
    func replay(keepsRegions: Bool) -> ReplayOptions {
        var options = ReplayOptions()
        options.speed = speed
        options.decodeThreads = threads
        options.loops = loop
        options.scale = scale.flatMap(WorkingScale.init)
        options.keepsRegions = keepsRegions
        return options
    }
}
