import Base
import Settings
import Ledger
import Score
import StrictYAML

/// A ledger that is asked at one instant, under the policy that it has active.
struct LedgerQuestions {
    let reader: LedgerReader
    let policy: Policy
    let time: Timestamp
    /// Until when acts are told: all of them, unless a time was given.
    private let actsUntil: Timestamp

    /// - Parameters:
    ///   - state: directory with the ledger.
    ///   - at: RFC 3339; nil is the time of the latest entry, since nothing here reads a clock.
    init(state: String, at: String?) throws {
        reader = try StateDirectory.reader(state)
        if let at {
            time = try Self.time(at, option: "--at")
            actsUntil = time
        } else {
            actsUntil = Timestamp(microseconds: .max)
            let reader = reader
            time = try Failure.mapping { () throws(LedgerError) in try reader.latestTime() } ?? .recordingDefault
        }
        policy = try (PolicyChoice.inForce(in: reader, at: time) ?? PolicyChoice.builtIn()).policy
    }

    /// Reads a time from the command line.
    static func time(_ text: String, option: String) throws -> Timestamp {
        guard let time = Timestamp(rfc3339: text) else {
            throw Failure(.usage, "\"\(text)\" is not a time", at: option, mend: "write it like 2026-05-04T14:00:00Z")
        }
        return time
    }

    /// Where every place stands, in order of path.
    func standings() throws -> [Standing] {
        try Failure.mapping { () throws(LedgerError) in try reader.standings(at: time, policy: policy) }
            .filter(\.isWorthShowing)
    }

    /// What the ledger tells the public about itself.
    func facts() throws -> PublicFacts {
        try Failure.mapping { () throws(LedgerError) in try reader.publicFacts(at: time, actsUntil: actsUntil) }
    }

    /// The one subject with this name.
    func subject(_ name: String) throws -> Subject? {
        let found = try Failure.mapping { () throws(LedgerError) in try reader.subjects(named: name) }
        guard found.count <= 1 else {
            let paths = found.map(\.path).joined(separator: ", ")
            throw Failure(.usage, "several places have this name: \(paths)", at: name, mend: "give the whole path")
        }
        return found.first
    }
}

extension Standing {
    /// A camera is shown only when a policy gives its events a weight.
    var isWorthShowing: Bool { subject.isPlace || sum_mp != start_mp }
}
