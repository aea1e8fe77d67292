import CStrict

/// What the command line asks for.
struct Options: Sendable {
    /// Directories with JPEG images to begin from.
    var seedFolders: [String] = []
    /// Numbers of the mutations to try.
    var range = 0..<100_000
    /// A run is decided by its seed and the numbers of its mutations alone.
    var seed: UInt64 = 1
    var threads = 1
    /// Where the bytes of what went wrong are kept.
    var keep = "findings"
    /// Writes the mutations instead of decoding them: for one that crashed.
    var onlyWrites = false

    static let usage =
        "usage: fuzz SEEDS-DIR... [--mutations N] [--from N] [--seed S] [--threads T] [--keep DIR] [--only-write]"

    /// Reads the arguments after the program's name; nil when they make no sense.
    init?(_ arguments: [String]) {
        var rest = arguments[...], from = 0, count = range.count
        while let word = rest.popFirst() {
            switch word {
            case "--only-write": onlyWrites = true
            case "--keep":
                guard let folder = rest.popFirst() else { return nil }
                keep = folder
            case "--mutations", "--from", "--seed", "--threads":
                guard let value = rest.popFirst().flatMap({ Int($0) }), value >= 0 else { return nil }
                switch word {
                case "--mutations": count = value
                case "--from": from = value
                case "--seed": seed = UInt64(value)
                default: threads = value
                }
            default:
                guard !word.hasPrefix("--") else { return nil }
                seedFolders.append(word)
            }
        }
        guard !seedFolders.isEmpty, 1...CSTRICT_WORKERS ~= threads else { return nil }
        range = from..<from + count
    }
}
