import Foundation

/// Where OpenVINO's library lies. It is installed on request (`make models-runtime`), or by the system's packages.
package enum RuntimeLibrary {
    /// Names the library, or the directory that it is in.
    package static let variable = "WAYSIDE_OPENVINO"
    private static let stem = "libopenvino_c.so"

    /// The library's file.
    /// - Parameters:
    ///   - path: the library or its directory, as a person named it; else the environment's, else the usual places.
    ///   - environment: with `WAYSIDE_OPENVINO`, and `XDG_DATA_HOME` or `HOME`.
    /// - Throws: `ModelError` of kind `noRuntime`; a place that was named and has none is not passed over.
    package static func find(path: String?, environment: [String: String]) throws(ModelError) -> String {
        let named = path ?? environment[variable].flatMap { $0.isEmpty ? nil : $0 }
        if let named {
            if let found = library(at: named) { return found }
            throw .problem(
                .noRuntime, what: "there is no \(stem)", place: named,
                mend: "name OpenVINO's directory, or install it with `make models-runtime`")
        }
        let places = usualPlaces(environment)
        for place in places { if let found = library(at: place) { return found } }
        throw .problem(
            .noRuntime, what: "OpenVINO is not installed", place: places[0],
            mend: "run `make models-runtime`, or name its directory with --runtime or \(variable)")
    }

    private static func usualPlaces(_ environment: [String: String]) -> [String] {
        [
            DataDirectory.path(environment) + "/openvino", "/usr/local/lib/wayside/openvino",
            "/usr/lib/wayside/openvino",
            "/usr/local/lib", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib",
        ]
    }

    /// The library at a path, or the newest in a directory: its name ends with its version.
    private static func library(at path: String) -> String? {
        var isDirectory = ObjCBool(false)
        guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else { return nil }
        // Without a slash the loader would look elsewhere.
        if !isDirectory.boolValue { return path.contains("/") ? path : "./" + path }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let newest = names.filter { $0 == stem || $0.hasPrefix(stem + ".") }.max {
            $0.compare($1, options: .numeric) == .orderedAscending
        }
        return newest.map { (path.hasPrefix("/") ? path : "./" + path) + "/" + $0 }
    }
}

/// Where a person's own data of Wayside lies (XDG Base Directory Specification 0.8).
package enum DataDirectory {
    /// `$XDG_DATA_HOME/wayside`, or `~/.local/share/wayside`.
    package static func path(_ environment: [String: String]) -> String {
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return data + "/wayside" }
        return (environment["HOME"] ?? "") + "/.local/share/wayside"
    }
}
