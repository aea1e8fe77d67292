package import Base
package import StrictYAML

/// Reads `objects.csv`: what an object finder found in the pictures of a recording. The first line names the finder
/// (`# NAME`); every look has a line `sequence,look`, and after it one line
/// `sequence,class,score,x,y,width,height` for each thing found, boxes in fractions of the picture.
package enum SightingsFile {
    /// 256 MiB: some three million sightings.
    private static let limits = YAMLLimits(bytes: 256 << 20)
    private static let most = 20

    /// Reads a file.
    /// - Throws: the first problems, each with its line.
    package static func read(_ file: String) throws(Diagnostics) -> RecordedSightings {
        try parse(try YAMLFile.text(of: file, limits: limits), file: file)
    }

    /// The same for text in memory.
    package static func parse(_ text: String, file: String) throws(Diagnostics) -> RecordedSightings {
        var bySequence: [Int: [ObjectSighting]] = [:]
        var problems: [Diagnostic] = [], finder = "unknown"
        for (index, line) in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .enumerated()
        {
            let line = Substring(line)
            if line.isEmpty { continue }
            if index == 0, line.hasPrefix("# ") {
                finder = String(line.dropFirst(2))
                continue
            }
            guard let (sequence, sighting) = entry(line) else {
                problems.append(
                    Diagnostic(
                        file: file, line: index + 1, column: 1,
                        message: "not a look or a sighting: \"\(line.prefix(60))\"",
                        mend: "write `12,look` or `12,person,0.81,0.1,0.2,0.05,0.2`"))
                if problems.count == most { break }
                continue
            }
            bySequence[sequence, default: []] += sighting.map { [$0] } ?? []
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
        return RecordedSightings(finder: finder, bySequence: bySequence)
    }

    /// Writes sightings as `read` reads them, by number, with enough digits to read back what detection would notice.
    package static func text(_ sightings: RecordedSightings) -> String {
        var lines = ["# \(sightings.finder)"]
        for (sequence, found) in sightings.bySequence.sorted(by: { $0.key < $1.key }) {
            lines.append("\(sequence),look")
            for one in found {
                let box = [one.box.x, one.box.y, one.box.width, one.box.height]
                let numbers = ([one.score] + box).map { "\($0)" }.joined(separator: ",")
                lines.append("\(sequence),\(one.objectClass.rawValue),\(numbers)")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func entry(_ line: Substring) -> (Int, ObjectSighting?)? {
        let fields = line.split(separator: ",", omittingEmptySubsequences: false)
        guard let sequence = Int(fields[0]), sequence >= 0, fields.count >= 2 else { return nil }
        if fields.count == 2, fields[1] == "look" { return (sequence, nil) }
        let numbers = fields.dropFirst(2).compactMap { Double($0) }
        guard fields.count == 7, numbers.count == 5, let objectClass = ObjectClass(rawValue: String(fields[1])),
            numbers.allSatisfy({ (0...1).contains($0) })
        else { return nil }
        let box = Box(x: numbers[1], y: numbers[2], width: numbers[3], height: numbers[4])
        return (sequence, ObjectSighting(box: box, objectClass: objectClass, score: numbers[0]))
    }
}
