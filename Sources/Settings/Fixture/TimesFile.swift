package import Base
package import StrictYAML

/// Reads `frames.csv`: one line `sequence,seconds` per picture, numbered from 0 without gaps, seconds strictly rising from 0.
/// A third field says that there is no picture of that number, and why: `skipped:REASON` or `lost:REASON`.
package struct TimesFile: Hashable, Sendable {
    /// Seconds from the first line, one per line.
    package private(set) var seconds: [Double] = []
    /// Lines without a picture.
    package private(set) var gaps: [RecordedGap] = []

    /// 64 MiB: four million pictures.
    private static let limits = YAMLLimits(bytes: 64 << 20)
    /// First lines that name the fields.
    private static let headers: [Substring] = ["sequence,seconds", "sequence,seconds,gap"]
    /// Problems that are told before the rest is left.
    private static let most = 20

    /// Reads a file. A first line `sequence,seconds` (or with `,gap`) and empty lines at the end are allowed.
    /// - Throws: the first problems, each with its line.
    package static func read(_ file: String) throws(Diagnostics) -> TimesFile {
        try parse(try YAMLFile.text(of: file, limits: limits), file: file)
    }

    /// The same for text in memory.
    package static func parse(_ text: String, file: String) throws(Diagnostics) -> TimesFile {
        var times = TimesFile()
        var problems: [Diagnostic] = []
        // Split as bytes: millions of lines are too many for the rules of characters.
        var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { Substring($0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0) }
        while lines.last?.isEmpty == true { lines.removeLast() }
        for (index, line) in lines.enumerated() where !(index == 0 && headers.contains(line)) {
            do throws(Flaw) { try times.take(line) } catch {
                problems.append(
                    Diagnostic(
                        file: file, line: index + 1, column: error.column, message: error.message, mend: error.mend))
                times.seconds.append(error.standIn ?? times.seconds.last ?? 0)
                if problems.count == most { break }
            }
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
        guard !times.seconds.isEmpty else {
            throw Diagnostics(
                file: file, message: "no times in it", mend: "write one line `sequence,seconds` per picture")
        }
        return times
    }

    private struct Flaw: Error {
        var column = 1
        let message: String
        let mend: String
        /// The value to go on with, so that one bad line is told once.
        var standIn: Double?
    }

    private mutating func take(_ line: Substring) throws(Flaw) {
        let sequence = seconds.count
        let fields = line.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map(Substring.init)
        guard (2...3).contains(fields.count) else {
            throw Flaw(message: "not two fields", mend: "write `sequence,seconds`, e.g. `\(sequence),1.25`")
        }
        let time = try TimesFile.seconds(fields, sequence: sequence, after: seconds.last)
        if fields.count == 3, !fields[2].isEmpty {
            guard let gap = RecordedGap(sequence: sequence, word: String(fields[2])) else {
                throw Flaw(
                    column: fields[0].count + fields[1].count + 3, message: "\"\(fields[2])\" is no kind of gap",
                    mend: "leave it out, or write `skipped:` or `lost:` with a reason", standIn: time)
            }
            gaps.append(gap)
        }
        seconds.append(time)
    }

    private static func seconds(_ fields: [Substring], sequence: Int, after last: Double?) throws(Flaw) -> Double {
        let column = fields[0].count + 2
        guard let seconds = Double(fields[1]), seconds.isFinite, seconds >= 0, seconds <= 1e9,
            fields[1].utf8.allSatisfy({
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".")
            })
        else {
            throw Flaw(
                column: column, message: "\"\(fields[1])\" is not a number of seconds", mend: "write it like 1.25")
        }
        guard Int(fields[0]) == sequence else {
            throw Flaw(
                message: "the sequence number is \"\(fields[0])\", not \(sequence)",
                mend: "number the lines from 0 without gaps", standIn: seconds)
        }
        if let last, seconds <= last {
            throw Flaw(
                column: column, message: "\(fields[1]) s does not come after \(last) s", mend: "let the seconds rise",
                standIn: seconds)
        }
        if last == nil, seconds != 0 {
            throw Flaw(
                column: column, message: "the first picture is at \(fields[1]) s",
                mend: "count from the first picture: 0",
                standIn: seconds)
        }
        return seconds
    }
}
