import Base

/// What the two decoders made of an image at a scale: nil when it is whole.
struct Verdicts: Hashable {
    let scale: WorkingScale
    let scan: SkipReason?
    let libjpeg: SkipReason?

    /// For the table.
    var row: String {
        "| 1/\(scale.rawValue) | \(scan?.rawValue ?? "whole") | \(libjpeg?.rawValue ?? "whole") |"
    }
}

/// A difference between the two decoders.
enum Difference: String, CaseIterable {
    // Explained, with the evidence looked at for each image.
    case badCode = "damaged, where libjpeg's fast path reads bits that are no code as 0 (its strict path warns)"
    case absurd = "pixels at 1/4 of blocks that no picture has"
    case leftOver = "pixels at 1/4 where libjpeg's fast path met fill bytes (its strict path has those of the scan)"
    // Failures.
    case verdict = "verdicts that nothing explains"
    case eighth = "pixels at 1/8"
    case quarter = "pixels at 1/4 by more than one grey level"
    case history = "another result after other images"
    case slow = "more than 2 s"

    var isExplained: Bool { self == .badCode || self == .absurd || self == .leftOver }
}

/// What was found.
struct Tally {
    private(set) var mutations = 0
    private(set) var verdicts: [Verdicts: Int] = [:]
    private(set) var differences: [Difference: Int] = [:]
    /// Pictures that both call whole, at 1/4: all, and those that differ by one grey level somewhere.
    var wholeQuarters = 0, oneLevel = 0
    /// CPU time in ns and number of the slowest image of each decoder.
    private var slowestScan = (ns: Int64(0), number: 0), slowestLibjpeg = (ns: Int64(0), number: 0)

    /// Nothing yet.
    init() {}

    var failures: Int { differences.filter { !$0.key.isExplained }.reduce(0) { $0 + $1.value } }

    mutating func countMutation() { mutations += 1 }
    mutating func count(_ pair: Verdicts) { verdicts[pair, default: 0] += 1 }
    mutating func count(_ difference: Difference) { differences[difference, default: 0] += 1 }

    mutating func time(_ number: Int, scan_ns: Int64, libjpeg_ns: Int64) {
        if scan_ns > slowestScan.ns { slowestScan = (scan_ns, number) }
        if libjpeg_ns > slowestLibjpeg.ns { slowestLibjpeg = (libjpeg_ns, number) }
    }

    /// Takes in what another worker found.
    mutating func add(_ other: Tally) {
        mutations += other.mutations
        verdicts.merge(other.verdicts, uniquingKeysWith: +)
        differences.merge(other.differences, uniquingKeysWith: +)
        wholeQuarters += other.wholeQuarters
        oneLevel += other.oneLevel
        time(other.slowestScan.number, scan_ns: other.slowestScan.ns, libjpeg_ns: 0)
        time(other.slowestLibjpeg.number, scan_ns: 0, libjpeg_ns: other.slowestLibjpeg.ns)
    }

    /// The table, as Markdown.
    var text: String {
        var lines = ["\(mutations) mutations", "", "| scale | scan | libjpeg | images |", "|---|---|---|---:|"]
        let rows = verdicts.map { ($0.key, $0.value) }.sorted {
            ($0.0.scale.rawValue, $1.1, $0.0.row) < ($1.0.scale.rawValue, $0.1, $1.0.row)
        }
        lines += rows.map { "\($0.0.row) \($0.1) |" } + [""]
        lines += [
            "whole for both at 1/4: \(wholeQuarters), of which \(oneLevel) differ by one grey level somewhere", "",
        ]
        for difference in Difference.allCases {
            let kind = difference.isExplained ? "explained" : "FAILURE"
            lines.append("\(kind): \(differences[difference] ?? 0) \(difference.rawValue)")
        }
        lines += ["", "slowest image, CPU time: scan \(words(slowestScan)), libjpeg \(words(slowestLibjpeg))"]
        return lines.joined(separator: "\n")
    }

    private func words(_ slowest: (ns: Int64, number: Int)) -> String {
        "\(Double(slowest.ns / 10_000) / 100) ms (mutation \(slowest.number))"
    }
}
