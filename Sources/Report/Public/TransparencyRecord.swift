import Base
import Score

/// What was observed, kept, looked at and erased.
struct TransparencyRecord {
    private let content: TransparencyContent

    init(_ content: TransparencyContent) { self.content = content }

    var text: String {
        var lines = [
            "# What was observed, kept, looked at and erased: \(content.siteName)", "",
            "Until \(content.facts.time.rfc3339).", "", "## Observed", "",
            "| behaviour | events | taken back after an appeal |", "|---|---|---|",
        ]
        lines += content.facts.behaviours.map {
            "| \($0.behaviour.rawValue) | \($0.events) | \(PublicWords.share($0.reversed, of: $0.events)) |"
        }
        lines += [
            "",
            "Places were observed for \(PublicWords.duration(content.facts.observed_ms)) together, and not seen for "
                + "\(PublicWords.duration(content.facts.blind_ms)).", "", "## Kept", "",
            "\(content.facts.eventsKept) events, \(content.facts.notesKept) notes, \(content.facts.picturesKept) pictures that "
                + "stewards attached.",
        ]
        for (title, rows) in Self.sections(content.facts) {
            lines += ["", "## \(title)", ""]
            lines += rows.isEmpty ? ["Nothing."] : rows.map { "- \($0)" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Acts by what they were, one line each.
    static func sections(_ facts: PublicFacts) -> [(title: String, rows: [String])] {
        [
            ("Looked at", facts.acts.compactMap(look)), ("Erased", facts.acts.compactMap(erasure)),
            ("Changed", facts.acts.compactMap(change)),
        ]
    }

    private static func look(_ entry: LedgerEntry) -> String? {
        guard case .access(let access) = entry.content else { return nil }
        return "\(entry.time.rfc3339): \(access.act.rawValue) of \(access.object) (\(entry.subject.path)) for "
            + "\(access.use.rawValue) by \(access.author): \(access.outcome.rawValue)"
    }

    private static func erasure(_ entry: LedgerEntry) -> String? {
        guard case .erasure(let erasure) = entry.content else { return nil }
        let events = erasure.eventsBefore.map { "events before \($0.rfc3339), " } ?? ""
        return
            "\(entry.time.rfc3339): \(events)\(erasure.notes.count) notes and pictures (\(erasure.cause.rawValue)), entry "
            + "\(entry.sequence)"
    }

    private static func change(_ entry: LedgerEntry) -> String? {
        switch entry.content {
        case .policyActivation(let policy):
            "from \(entry.time.rfc3339): policy \(policy.id) version \(policy.version): \(policy.reason)"
        case .purpose(let purpose):
            "\(entry.time.rfc3339): purpose of \(entry.subject.source): \(purpose.text) "
                + "(\(purpose.uses.map(\.rawValue).joined(separator: ", ")))"
        case .authority(let authority):
            "\(entry.time.rfc3339): steward \(entry.subject.id) \(authority.state.rawValue) (\(authority.cause.rawValue))"
        case .steward(let steward):
            "\(entry.time.rfc3339): steward \(entry.subject.id) \(steward.change.rawValue): "
                + steward.roles.map(\.rawValue).joined(separator: ", ")
        default: nil
        }
    }
}
