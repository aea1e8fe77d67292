/// Where inference is asked.
enum InferencePaths {
    /// Where the service manager's instance answers.
    static let standardSocket = "/run/wayside-inference/inference.sock"

    /// The socket to make: the one that is named, else in the service manager's directory (`RUNTIME_DIRECTORY`).
    static func socket(named: String?, _ environment: [String: String]) -> String {
        if let named { return named }
        let directory = environment["RUNTIME_DIRECTORY"]?.split(separator: ":").first
        return directory.map { $0 + "/inference.sock" } ?? standardSocket
    }
}
