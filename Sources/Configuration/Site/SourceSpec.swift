import StrictYAML

/// Where a camera's pictures come from.
package enum SourceSpec: Hashable, Sendable {
    /// A device, e.g. `/dev/video0`.
    case v4l2(path: String)
    /// The directory of a recording.
    case fixture(directory: String)
    /// A scene file and the seed to render it with; nil takes the scene's own.
    case simulate(scene: String, seed: UInt64?)

    /// Why a text is not a source.
    package struct Mistake: Error, Hashable, Sendable {
        package let message: String
        package let mend: String
    }

    private static let forms = "use v4l2:PATH, fixture:DIR or simulate:SCENE?seed=7"

    /// Reads `v4l2:PATH`, `fixture:DIR` or `simulate:SCENE?seed=7`; relative paths start at `directory`.
    package init(_ text: String, directory: String) throws(Mistake) {
        guard let colon = text.firstIndex(of: ":") else {
            throw Mistake(message: "\"\(text)\" does not say what kind of source it is", mend: SourceSpec.forms)
        }
        let scheme = String(text[..<colon]), rest = String(text[text.index(after: colon)...])
        let path = scheme == "simulate" ? String(rest.prefix { $0 != "?" }) : rest
        guard ["v4l2", "fixture", "simulate"].contains(scheme) else {
            let near = nearest(to: scheme, among: ["v4l2", "fixture", "simulate"])
            throw Mistake(
                message: "\"\(scheme)\" is not a kind of source",
                mend: near.map { "did you mean \"\($0):\"?" } ?? SourceSpec.forms)
        }
        guard !path.isEmpty, !path.contains("\0") else {
            throw Mistake(message: "the source \"\(text)\" has no path", mend: SourceSpec.forms)
        }
        let resolved = PathResolution.resolve(path, in: directory)
        switch scheme {
        case "v4l2": self = .v4l2(path: resolved)
        case "fixture": self = .fixture(directory: resolved)
        default: self = .simulate(scene: resolved, seed: try SourceSpec.seed(rest.dropFirst(path.count)))
        }
    }

    private static func seed(_ query: Substring) throws(Mistake) -> UInt64? {
        if query.isEmpty { return nil }
        guard query.hasPrefix("?seed="), let seed = UInt64(query.dropFirst(6)), !query.hasPrefix("?seed=+") else {
            throw Mistake(
                message: "\"\(query)\" is not a seed", mend: "write ?seed= and a whole number, or leave it out")
        }
        return seed
    }
}
