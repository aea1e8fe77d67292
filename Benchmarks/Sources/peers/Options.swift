import Foundation

/// The command line: `--name value`, all of it made by scripts/bench-peers.sh.
struct Options {
    private var values: [String: String] = [:]

    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            guard name.hasPrefix("--"), let value = rest.popFirst() else { throw Problem("\(name) has no value") }
            values[String(name.dropFirst(2))] = value
        }
    }

    /// A value that must be there.
    func required(_ name: String) throws -> String {
        guard let value = values[name] else { throw Problem("--\(name) is missing") }
        return value
    }

    /// A value that may be empty or missing.
    func optional(_ name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// A positive whole number.
    func number(_ name: String, unless standard: Int) throws -> Int {
        guard let text = optional(name) else { return standard }
        guard let value = Int(text), value > 0 else {
            throw Problem("--\(name) must be a positive number, not \(text)")
        }
        return value
    }
}
