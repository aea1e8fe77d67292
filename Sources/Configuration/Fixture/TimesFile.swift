package import StrictYAML

/// Reads `frames.csv`: one line `sequence,seconds` per picture, numbered from 0 without gaps, seconds strictly rising from 0.
package enum TimesFile {
    /// 64 MiB: four million pictures.
    private static let limits = YAMLLimits(bytes: 64 << 20)
    /// Problems that are told before the rest is left.
    private static let most = 20

    /// Seconds from the first picture, one per picture. A first line `sequence,seconds` and empty lines at the end are
    /// allowed.
    /// - Throws: the first problems, each with its line.
    package static func read(_ file: String) throws(Diagnostics) -> [Double] {
        try parse(try YAMLFile.text(of: file, limits: limits), file: file)
    }

    /// The same for text in memory.
    package static func parse(_ text: String, file: String) throws(Diagnostics) -> [Double] {
        var times: [Double] = []
        var problems: [Diagnostic] = []
        // Split as bytes: millions of lines are too many for the rules of characters.
        var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { Substring($0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0) }
        while lines.last?.isEmpty == true { lines.removeLast() }
        for (index, line) in lines.enumerated() where !(index == 0 && line == "sequence,seconds") {
            do throws(Flaw) { times.append(try seconds(line, sequence: times.count, after: times.last)) } catch {
                problems.append(
                    Diagnostic(
                        file: file, line: index + 1, column: error.column, message: error.message, mend: error.mend))
                times.append(error.standIn ?? times.last ?? 0)
                if problems.count == most { break }
            }
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
        guard !times.isEmpty else {
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

    private static func seconds(_ line: Substring, sequence: Int, after last: Double?) throws(Flaw) -> Double {
        let fields = line.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map(Substring.init)
        guard fields.count == 2 else {
            throw Flaw(message: "not two fields", mend: "write `sequence,seconds`, e.g. `\(sequence),1.25`")
        }
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
