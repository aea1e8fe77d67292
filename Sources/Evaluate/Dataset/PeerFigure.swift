package import Base

/// What another program reached on one clip and behaviour, as somebody measured it: one line of a peers file.
package struct PeerFigure: Hashable, Sendable {
    package let peer: String
    package let clip: String
    package let behaviour: Behaviour
    package let tally: Tally
    /// Processor time for a picture on the machine that it was measured on; nil when not said.
    package let cost_ms: Double?

    /// First line of a peers file.
    package static let header = "peer,clip,behaviour,found,due,false,cpu_ms_per_picture"

    /// Why a peers file cannot be read.
    package struct Mistake: Error, Hashable, Sendable {
        package let line: Int
        package let message: String
        package let mend: String
    }

    /// Reads a peers file: comma-separated, `#` begins a comment line, the last field may be empty.
    package static func read(_ text: String) throws(Mistake) -> [PeerFigure] {
        var figures: [PeerFigure] = [], isFirst = true
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix("#") || line.allSatisfy(\.isWhitespace) { continue }
            if isFirst {
                guard line == header else {
                    throw Mistake(line: number + 1, message: "not the header", mend: "begin with `\(header)`")
                }
                isFirst = false
                continue
            }
            figures.append(try figure(line, number: number + 1))
        }
        return figures
    }

    private static func figure(_ line: Substring, number: Int) throws(Mistake) -> PeerFigure {
        let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 7 else {
            throw Mistake(line: number, message: "\(fields.count) fields, not 7", mend: "write \(header)")
        }
        guard let behaviour = Behaviour(rawValue: fields[2]) else {
            throw Mistake(
                line: number, message: "\"\(fields[2])\" is not a behaviour", mend: "take one of the catalogue")
        }
        guard let found = Int(fields[3]), let due = Int(fields[4]), let wrong = Int(fields[5]), found >= 0,
            found <= due, wrong >= 0
        else { throw Mistake(line: number, message: "the counts do not fit", mend: "write found, due and false") }
        let cost = fields[6].isEmpty ? nil : Double(fields[6])
        guard fields[6].isEmpty || cost.map({ $0.isFinite && $0 >= 0 }) == true else {
            throw Mistake(line: number, message: "\"\(fields[6])\" is no cost", mend: "write milliseconds or nothing")
        }
        var tally = Tally()
        (tally.found, tally.missed, tally.wrong) = (found, due - found, wrong)
        return PeerFigure(peer: fields[0], clip: fields[1], behaviour: behaviour, tally: tally, cost_ms: cost)
    }
}
