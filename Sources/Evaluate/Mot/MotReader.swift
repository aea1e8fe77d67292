import Base
package import StrictYAML

/// Reads a directory in the form of MOTChallenge: `seqinfo.ini`, `gt/gt.txt` and `det/det.txt`. Strict: whatever a row
/// says that cannot be is told with its line, up to a hundred problems of a file.
package enum MotReader {
    /// Largest file that is read, and the longest sequence: 27 hours at 30 frames per second in a text of 64 MiB.
    static let limits = YAMLLimits(bytes: 64 << 20)
    static let mostFrames = 3_000_000

    /// Reads the sequence in `directory`; its name is that of `seqinfo.ini`.
    /// - Throws: all problems of the first file that has any.
    package static func read(directory: String) throws(Diagnostics) -> MotSequence {
        let info = try MotSequenceInfo.read(file: directory + "/seqinfo.ini")
        let truth = directory + "/gt/gt.txt", detections = directory + "/det/det.txt"
        return MotSequence(
            name: info.name, rate: info.rate,
            truth: try self.truth(text: try YAMLFile.text(of: truth, limits: limits), file: truth, frames: info.frames),
            detections: try self.detections(
                text: try YAMLFile.text(of: detections, limits: limits), file: detections, frames: info.frames))
    }

    /// Rows `frame, id, left, top, width, height, flag, ...`; flag 0 means to ignore. Further columns (class, visibility,
    /// places in the world) differ from data set to data set and are not looked at: who is hidden is due all the same.
    package static func truth(text: String, file: String, frames: Int) throws(Diagnostics) -> [[MotSequence.TruthBox]] {
        var result = [[MotSequence.TruthBox]](repeating: [], count: frames)
        var seen = Set<[Int]>()
        try eachRow(of: text, file: file, frames: frames) { row, problems in
            guard let id = row.wholeNumber(1) else {
                return row.refuse("the id is not a whole number", "number objects from 0", in: problems)
            }
            guard seen.insert([row.frame, id]).inserted else {
                return row.refuse("object \(id) is already in frame \(row.frame)", "keep one row", in: problems)
            }
            let box = MotSequence.TruthBox(id: id, box: row.box, isJudged: row.values[6] != 0)
            result[row.frame - 1].append(box)
        }
        return result
    }

    /// Rows `frame, -1, left, top, width, height, score, ...`.
    package static func detections(
        text: String, file: String, frames: Int
    ) throws(Diagnostics) -> [[MotSequence.Detection]] {
        var result = [[MotSequence.Detection]](repeating: [], count: frames)
        try eachRow(of: text, file: file, frames: frames) { row, _ in
            result[row.frame - 1].append(MotSequence.Detection(box: row.box, score: row.values[6]))
        }
        return result
    }

    /// Rows `frame, id, left, top, width, height, ...`: what a tracker wrote.
    package static func tracks(text: String, file: String, frames: Int) throws(Diagnostics) -> [[MotSequence.TrackBox]]
    {
        try truth(text: text, file: file, frames: frames).map { boxes in
            boxes.map { MotSequence.TrackBox(id: $0.id, box: $0.box) }
        }
    }

    private static func eachRow(
        of text: String, file: String, frames: Int, _ take: (MotRow, Problems) -> Void
    ) throws(Diagnostics) {
        let problems = Problems(file: file)
        for (index, line) in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .enumerated()
        {
            let line = Substring(line).trimmed
            if line.isEmpty { continue }
            if let row = MotRow(line, number: index + 1, frames: frames, problems) { take(row, problems) }
            if problems.diagnostics.list.count >= 100 { break }
        }
        try problems.throwIfAny()
    }
}

/// One row of numbers, checked as far as all kinds of rows are alike.
struct MotRow {
    /// At least the seven that have a meaning everywhere.
    let values: [Double]
    /// From 1.
    let frame: Int
    private let line: Int

    /// Reads a row; notes what is wrong with it and gives nil.
    init?(_ text: Substring, number: Int, frames: Int, _ problems: Problems) {
        var values: [Double] = [], column = 1
        func refuse(_ message: String, _ mend: String) {
            problems.add(line: number, column: column, message, mend: mend)
        }
        for field in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let value = Double(field.trimmed), value.isFinite, abs(value) < 1e9 else {
                refuse("\"\(field.prefix(40))\" is not a number", "write numbers, separated by commas")
                return nil
            }
            values.append(value)
            column += field.count + 1
        }
        column = 1
        guard (7...10).contains(values.count) else {
            refuse("\(values.count) columns, not 7 to 10", "write frame,id,left,top,width,height,score")
            return nil
        }
        guard let frame = Int(exactly: values[0]), (1...max(1, frames)).contains(frame), frames > 0 else {
            refuse(
                "there is no frame \(JSONText.format(values[0], decimals: 3))",
                "frames are 1...\(frames) by seqinfo.ini")
            return nil
        }
        guard values[4] > 0, values[5] > 0 else {
            refuse("the box has no area", "width and height are above 0")
            return nil
        }
        (self.values, self.frame, line) = (values, frame, number)
    }

    /// In pixels.
    var box: Box { Box(x: values[2], y: values[3], width: values[4], height: values[5]) }

    func wholeNumber(_ index: Int) -> Int? { Int(exactly: values[index]) }

    func refuse(_ message: String, _ mend: String, in problems: Problems) {
        problems.add(line: line, column: 1, message, mend: mend)
    }
}

extension Substring {
    /// Without blanks and carriage returns at both ends.
    var trimmed: Substring {
        var text = self
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text.drop { $0.isWhitespace }
    }
}
