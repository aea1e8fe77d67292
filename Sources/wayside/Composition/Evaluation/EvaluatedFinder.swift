import Settings
import Pipeline
import StrictYAML

/// Who helps motion to tell what moves. Every figure of a report stands under its name.
enum EvaluatedFinder: Sendable {
    case nobody
    /// What lies beside each recording in `objects.csv`; rendered scenes have none and are judged by motion alone.
    case recorded
    /// A neural model, asked as a camera would ask it.
    case model(ObjectLooks)

    /// Of the run, in reports.
    var name: String {
        switch self {
        case .nobody: "motion alone"
        case .recorded: "recorded sightings"
        case .model(let looks): looks.name ?? "motion alone"
        }
    }

    /// Answers for the recording in this directory.
    /// - Throws: `Failure` when the sightings are missing or wrong.
    func looks(at directory: String) throws -> ObjectLooks {
        switch self {
        case .nobody: return .none
        case .model(let looks): return looks
        case .recorded:
            let sightings = try Failure.mapping(.data) { () throws(Diagnostics) in
                try SightingsFile.read(directory + "/objects.csv")
            }
            return .recorded(sightings)
        }
    }
}
