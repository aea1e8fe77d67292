import StrictYAML

/// Where a camera's pictures come from.
package enum SourceSpec: Hashable, Sendable {
    /// A device, e.g. `/dev/video0`.
    case v4l2(path: String)
    /// The directory of a recording, and how often it is played; nil plays it for ever. Each time is the recording again, its
    /// length later. `keepsLate` looks at every picture however late; else a recording drops what is late, as a camera does.
    case fixture(directory: String, loops: Int? = 1, keepsLate: Bool = false)
    /// A scene file and the seed to render it with; nil takes the scene's own.
    case simulate(scene: String, seed: UInt64?)

    /// Why a text is not a source.
    package struct Mistake: Error, Hashable, Sendable {
        package let message: String
        package let mend: String
    }

    private static let forms = "use v4l2:PATH, fixture:DIR?loop=forever or simulate:SCENE?seed=7"

    /// Reads `v4l2:PATH`, `fixture:DIR?loop=3|forever&late=keep` or `simulate:SCENE?seed=7`; relative paths start at `directory`.
    package init(_ text: String, directory: String) throws(Mistake) {
        guard let colon = text.firstIndex(of: ":") else {
            throw Mistake(message: "\"\(text)\" does not say what kind of source it is", mend: SourceSpec.forms)
        }
        let scheme = String(text[..<colon]), rest = String(text[text.index(after: colon)...])
        let path = scheme == "v4l2" ? rest : String(rest.prefix { $0 != "?" })
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
        case "fixture":
            self = try SourceSpec.fixture(resolved, rest.dropFirst(path.count))
        default: self = .simulate(scene: resolved, seed: try SourceSpec.seed(rest.dropFirst(path.count)))
        }
    }

    /// How a recording is played: `?loop=3`, `?late=keep`, `?loop=forever&late=keep`.
    private static func fixture(_ directory: String, _ query: Substring) throws(Mistake) -> SourceSpec {
        let late = "late=keep"
        if query == "?" + late { return .fixture(directory: directory, keepsLate: true) }
        let keepsLate = query.hasSuffix("&" + late)
        let loops = try loops(keepsLate ? query.dropLast(late.count + 1) : query)
        return .fixture(directory: directory, loops: loops, keepsLate: keepsLate)
    }

    private static func loops(_ query: Substring) throws(Mistake) -> Int? {
        if query.isEmpty { return 1 }
        if query == "?loop=forever" { return nil }
        guard query.hasPrefix("?loop="), let loops = Int(query.dropFirst(6)), loops >= 1, !query.hasPrefix("?loop=+")
        else {
            throw Mistake(
                message: "\"\(query)\" does not say how the recording is played",
                mend:
                    "write ?loop=forever, ?loop= and a number from 1 up, ?late=keep, ?loop=3&late=keep, or leave it out"
            )
        }
        return loops
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

extension SourceSpec: CustomStringConvertible {
    /// As it is written in a configuration, with the path resolved.
    package var description: String {
        switch self {
        case .v4l2(let path): "v4l2:\(path)"
        case .fixture(let directory, let loops, let keepsLate):
            "fixture:\(directory)" + SourceSpec.query(loops, keepsLate)
        case .simulate(let scene, let seed): "simulate:\(scene)" + (seed.map { "?seed=\($0)" } ?? "")
        }
    }

    private static func query(_ loops: Int?, _ keepsLate: Bool) -> String {
        let words =
            (loops == 1 ? [] : ["loop=\(loops.map(String.init) ?? "forever")"]) + (keepsLate ? ["late=keep"] : [])
        return words.isEmpty ? "" : "?" + words.joined(separator: "&")
    }
}
