import Figures

/// What Wayside is meant to reach, and what was measured of it on the recordings it speaks of.
struct Target {
    let words: String
    let aim: Double
    /// Whether more is better; otherwise the aim is a limit.
    var more = true
    var unit = ""
    var decimals = 1
    /// Recordings it speaks of.
    let applies: (PeerRecording) -> Bool
    /// Its value on a recording; nil when something was not measured.
    let value: (Outcome) -> Double?

    /// The aims of the project for one core, on webcams' 4:2:2 at 1080p and 720p where programs are compared.
    static var all: [Target] {
        let webcam = { (recording: PeerRecording) in recording.chroma == "4:2:2" && recording.height >= 720 }
        let every = { (_: PeerRecording) in true }
        func times(_ other: Program, _ aim: Double) -> Target {
            Target(
                words: "\(other.title): so many times Wayside's CPU at 1/8", aim: aim, applies: webcam,
                value: { middle($0.ratios(other, to: .wayside8)) })
        }
        func decoder(_ scale: Int, _ aim: Double) -> Target {
            Target(
                words: "libjpeg-turbo's luma at 1/\(scale): so many times Wayside's CPU", aim: aim, applies: every,
                value: { middle($0.luma.ratios(scale)) })
        }
        return [
            times(.motion, 10), times(.opencv4, 5), times(.opencv8, 3.5), decoder(8, 3), decoder(4, 1.8),
            Target(
                words: "pictures at 1/8 that are bit by bit libjpeg-turbo's", aim: 100, unit: " %", applies: every,
                value: { Double($0.luma.identical[8] ?? 0) * 100 / Double($0.recording.pictures) }),
            Target(
                words: "greatest difference of a picture at 1/4, root mean square", aim: 1, more: false,
                unit: " grey levels", decimals: 2, applies: every, value: { $0.luma.rms[4] }),
            Target(
                words: "1080p at 30 pictures a second, replayed on one core: times real time", aim: 45,
                applies: { $0.height == 1080 },
                value: { middle($0.cpu_us[.wayside8] ?? []).map { 1e6 / 30 / $0 } }),
            Target(
                words: "peak of memory with one 1080p camera, replayed", aim: 25, more: false, unit: " MiB",
                applies: { $0.height == 1080 }, value: { $0.peak_MiB[.wayside8]?.max() }),
        ]
    }

    /// Its row: words, aim, the worst value and where, and the verdict.
    func row(_ outcomes: [Outcome]) -> [String] {
        let measured = outcomes.filter { applies($0.recording) }.compactMap { outcome in
            value(outcome).map { (value: $0, name: outcome.recording.name) }
        }
        let bound = (more ? "at least " : "at most ") + fixed(aim, decimals) + unit
        let worst = measured.min { more ? $0.value < $1.value : $0.value > $1.value }
        guard let worst else { return [words, bound, "-", "not measured"] }
        let good = measured.filter { more ? $0.value >= aim : $0.value <= aim }.count
        let verdict =
            good == measured.count ? "reached" : "**missed** on \(measured.count - good) of \(measured.count)"
        return [words, bound, "\(fixed(worst.value, decimals))\(unit) (\(worst.name))", verdict]
    }
}

/// The median of some values; nil of none.
func middle(_ values: [Double]) -> Double? { values.isEmpty ? nil : median(values) }
