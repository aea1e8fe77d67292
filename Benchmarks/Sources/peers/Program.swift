/// What is measured beside what. Everything is microseconds of CPU for a picture.
enum Program: String, CaseIterable {
    case wayside8, wayside4, motion, opencv4, opencv8

    /// The head of its column.
    var title: String {
        switch self {
        case .wayside8: "Wayside 1/8"
        case .wayside4: "Wayside 1/4"
        case .motion: "Motion"
        case .opencv4: "OpenCV 1/4"
        case .opencv8: "OpenCV 1/8"
        }
    }

    /// Whether it is Wayside itself, at one of its scales.
    var isOurs: Bool { self == .wayside8 || self == .wayside4 }
}

/// What was measured on one recording: a value per round.
struct Outcome {
    let recording: PeerRecording
    var cpu_us: [Program: [Double]] = [:]
    var peak_MiB: [Program: [Double]] = [:]
    /// Events that Wayside wrote in a run, by its scale.
    var events: [Program: Int] = [:]
    var luma = LumaOutcome()

    mutating func add(_ program: Program, cpu_us: Double, peak_MiB: Double) {
        self.cpu_us[program, default: []].append(cpu_us)
        self.peak_MiB[program, default: []].append(peak_MiB)
    }

    /// How many times `program` costs what `other` costs, round by round; empty when one of them is missing.
    func ratios(_ program: Program, to other: Program) -> [Double] {
        zip(cpu_us[program] ?? [], cpu_us[other] ?? []).map { $0 / $1 }
    }
}

/// Luma decoders alone, by the denominator of the scale.
struct LumaOutcome {
    /// libjpeg-turbo's microseconds of CPU for a picture, a value per round.
    var limit_us: [Int: [Double]] = [:]
    /// Wayside's.
    var ours_us: [Int: [Double]] = [:]
    /// Pictures that both make the same, bit by bit.
    var identical: [Int: Int] = [:]
    /// Greatest root mean square of the difference in one picture, in grey levels.
    var rms: [Int: Double] = [:]

    /// How many times faster Wayside's is, round by round.
    func ratios(_ denominator: Int) -> [Double] {
        zip(limit_us[denominator] ?? [], ours_us[denominator] ?? []).map { $0 / $1 }
    }
}
