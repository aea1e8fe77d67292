import Base
import Score

/// What an impact assessment (GDPR article 35) asks for and a configuration can answer. What only people can answer is left
/// to them, by name.
struct TransparencyAssessment {
    private let content: TransparencyContent

    init(_ content: TransparencyContent) { self.content = content }

    var text: String {
        (head + cameras + data + risks + open).joined(separator: "\n") + "\n"
    }

    private var head: [String] {
        [
            "# Inputs for an impact assessment: \(content.siteName)", "",
            "Made from the configuration and the ledger as of \(content.facts.time.rfc3339). Only facts; weighing them is up to "
                + "you.", "", "## Description of the processing", "", "Purpose: \(content.purpose)", "",
            "Pictures are analysed on the spot while they come; detection gives events of a closed list of physical behaviours. "
                + "Policy \(content.policy.id) version \(content.policy.version) (sha256 `\(content.policy.hash)`) gives "
                + "events a severity and places a standing. Consequences are a closed list: note, alarm, digest, "
                + "attention, commend. None acts on people.",
        ]
    }

    private var cameras: [String] {
        [
            "", "## Cameras", "", "| camera | purpose | places | looks for | masked | may be used for |",
            "|---|---|---|---|---|---|",
        ]
            + content.cameras.map { camera in
                let cells = [
                    camera.id, camera.purpose, camera.settings.places.map(\.id).joined(separator: ", "),
                    camera.behaviours.map(\.rawValue).joined(separator: ", "),
                    JSONText.format(Double(camera.masked_permille) / 10, decimals: 1) + " %",
                    camera.uses.map(\.rawValue).joined(separator: ", "),
                ]
                return "| " + cells.map(Self.cell).joined(separator: " | ") + " |"
            }
    }

    /// A table's cell cannot hold a line's end or a bar.
    private static func cell(_ text: String) -> String {
        text.replacing("\n", with: " ").replacing("|", with: "\\|")
    }

    private var data: [String] {
        let kept = content.keepEvents_ms.map { PublicWords.duration($0) } ?? "no limit is configured"
        return [
            "", "## Data", "",
            content.keepsPictures
                ? "- Pictures: one of each event is kept, masked, for stewards who name a use, and each look is entered; all others "
                    + "are analysed and let go. Masks are burned in before anything looks."
                : "- Pictures: analysed and let go; none is kept by the program. Masks are burned in before anything looks.",
            "- Tracks: in memory only, and end with what they follow. No field joins two visits of one person.",
            "- Events: \(content.facts.eventsKept) kept, \(content.facts.eventsErased) erased; kept for \(kept).",
            "- Notes of stewards: \(content.facts.notesKept); pictures that stewards have attached: "
                + "\(content.facts.picturesKept). They lie apart from the ledger and can be erased.",
            "- Stewards are named accounts. People in front of cameras have no account, number or name.",
        ]
    }

    private var risks: [String] {
        let hours = Double(content.facts.observed_ms) / 3_600_000
        let appeals = content.facts.appeals.appeals
        return [
            "", "## Measures and what they came to", "",
            "- Observed: \(JSONText.format(hours, decimals: 1)) hours of places, "
                + "\(PublicWords.duration(content.facts.blind_ms)) blind.",
            "- Events: \(content.facts.events); taken back after an appeal: "
                + PublicWords.share(content.facts.reversed, of: content.facts.events) + ".",
            "- Appeals: \(appeals.count), of which \(appeals.count { $0.decision?.outcome == .upheld }) were upheld and "
                + "\(appeals.count { $0.escalated != nil }) not decided in time.",
            "- Looks, exports and questions: \(accesses(.granted)) granted, \(accesses(.refused)) refused.",
            "- Erasures: \(content.facts.count(.erasure)).",
            "- Every entry is a leaf of a Merkle tree; changes after the fact can be proved.",
        ]
    }

    private func accesses(_ outcome: AccessEntry.Outcome) -> Int {
        content.facts.acts.count { entry in
            if case .access(let access) = entry.content { access.outcome == outcome } else { false }
        }
    }

    private var open: [String] {
        [
            "", "## For you to answer", "", "1. On which legal ground, and why is nothing milder enough?",
            "2. Who passes these places who cannot choose not to (employees, children, patients)?",
            "3. Who was heard: those concerned, their representatives, the data protection officer?",
            "4. Where do the notices hang, and can they be read before one is in the picture?",
        ]
    }
}
