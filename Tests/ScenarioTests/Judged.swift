import Foundation
import Testing

/// What `wayside evaluate --json` says of one scene or recording.
struct Judged: Decodable {
    /// Counts and ratios of all behaviours, or of one.
    struct Tally: Decodable {
        let behaviour: String?
        let due: Int
        let missed: Int
        let f1: Double?
        let wrong: Int
        private enum CodingKeys: String, CodingKey { case behaviour, due, missed, f1, wrong = "false" }
    }

    let all: Tally
    let behaviours: [Tally]

    /// Evaluates a scene or a recording with the built binary.
    /// - Parameter required: what makes it exit 1.
    static func run(_ path: String, required: String) throws -> (result: BuiltBinary.Result, judged: Judged) {
        let result = try BuiltBinary.run("evaluate", path, "--json", "-q", "--require", required)
        return (result, try JSONDecoder().decode(Judged.self, from: Data(result.output.utf8)))
    }
}

/// The repository that the tests were built from.
let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
