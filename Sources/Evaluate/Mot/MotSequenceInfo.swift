import Base
package import StrictYAML

/// What `seqinfo.ini` says of a sequence: its name, length and rate. Lines are `key=value`; keys without a use here
/// (folder and ending of the pictures, their size) are let be.
package struct MotSequenceInfo: Hashable, Sendable {
    package let name: String
    /// Frames per second, above 0 and at most 1000.
    package let rate: Double
    package let frames: Int

    /// - Throws: all problems of the file.
    package static func read(file: String) throws(Diagnostics) -> MotSequenceInfo {
        try read(text: try YAMLFile.text(of: file), file: file)
    }

    /// The same for text in memory.
    package static func read(text: String, file: String) throws(Diagnostics) -> MotSequenceInfo {
        let problems = Problems(file: file)
        var name: String?, rate: Double?, frames: Int?
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let parts = line.trimmed.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { continue }
            let value = parts[1].trimmed
            func refuse(_ message: String, _ mend: String) {
                problems.add(line: index + 1, column: parts[0].count + 2, message, mend: mend)
            }
            switch parts[0].trimmed {
            case "name":
                name = value.wholeMatch(of: /[A-Za-z0-9._-]{1,100}/).map { String($0.output) }
                if name == nil { refuse("not a name", "use letters, digits, dot, hyphen and underscore") }
            case "frameRate":
                rate = Double(value).flatMap { $0 > 0 && $0 <= 1000 ? $0 : nil }
                if rate == nil { refuse("\"\(value)\" is not a frame rate", "write frames per second, like 25") }
            case "seqLength":
                frames = Int(value).flatMap { (1...MotReader.mostFrames).contains($0) ? $0 : nil }
                if frames == nil {
                    refuse("\"\(value)\" is not a number of frames", "count them: 1...\(MotReader.mostFrames)")
                }
            default: break
            }
        }
        try problems.throwIfAny()
        for (key, isThere) in [("name", name != nil), ("frameRate", rate != nil), ("seqLength", frames != nil)]
        where !isThere {
            problems.add(line: 1, column: 1, "\(key) is missing", mend: "add a line \(key)=...")
        }
        try problems.throwIfAny()
        guard let name, let rate, let frames else { preconditionFailure("what is missing was told") }
        return MotSequenceInfo(name: name, rate: rate, frames: frames)
    }
}
