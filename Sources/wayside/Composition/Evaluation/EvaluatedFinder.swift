import Configuration
import Pipeline
import StrictYAML

/// Who helps motion to tell what moves. Every figure of a report stands under its name.
enum EvaluatedFinder: Sendable {
    case nobody
    /// What lies beside each recording in `objects.csv`; rendered scenes have none and are judged by motion alone.
    case recorded

    /// Of the run, in reports.
    var name: String {
        switch self {
        case .nobody: "motion alone"
        case .recorded: "recorded sightings"
        }
    }

    /// Answers for the recording in this directory.
    /// - Throws: `Failure` when the sightings are missing or wrong.
    func looks(at directory: String) throws -> ObjectLooks {
        switch self {
        case .nobody: return .none
        case .recorded:
            let sightings = try Failure.mapping(.data) { () throws(Diagnostics) in
                try SightingsFile.read(directory + "/objects.csv")
            }
            return .recorded(sightings)
        }
    }
}
