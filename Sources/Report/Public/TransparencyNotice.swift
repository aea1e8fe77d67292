import Base
import Score

/// The text for a sign at the door: who watches what, for what, and what anybody can do.
struct TransparencyNotice {
    private let content: TransparencyContent

    init(_ content: TransparencyContent) { self.content = content }

    /// Lines of plain sentences, in Markdown.
    var lines: [String] {
        let owner = content.organisation.map { "\(content.siteName), \($0)" } ?? content.siteName
        let days = content.policy.appeals.decideWithin_ms / 86_400_000
        var lines = [
            "# Cameras observe this place", "", "**Who:** \(owner)", "", "**Why:** \(content.purpose)", "",
            "**What is observed:** physical behaviour at places: \(behaviours). Places and events get scores. "
                + "People never do.",
            "",
            "**What is not done:** no faces or number plates are recognised, nobody is followed from camera to camera or "
                + "known again, and no group of people is told apart.",
            "", "**What is kept:** \(kept)", "",
            "**Your rights:** anybody concerned with a place or an event may appeal and reply. Somebody else than whoever "
                + "entered it decides within \(days) days. If you are right, the event counts as if it had never been.",
        ]
        if let contact = content.contact { lines += ["", "**Contact:** \(contact)"] }
        for camera in content.cameras where camera.purpose != content.purpose {
            lines += ["", "**Camera \(camera.id):** \(camera.purpose)"]
        }
        return lines
    }

    var text: String { lines.joined(separator: "\n") + "\n" }

    private var behaviours: String {
        let all = Behaviour.allCases.filter { behaviour in
            content.cameras.contains { $0.behaviours.contains(behaviour) }
        }
        return all.isEmpty ? "none" : all.map { $0.rawValue.replacing("-", with: " ") }.joined(separator: ", ")
    }

    private var kept: String {
        let time =
            content.keepEvents_ms.map { "for \(PublicWords.duration($0))" } ?? "until those who run the site erase them"
        let pictures = content.keepsPictures ? "with a masked picture of each event" : "without pictures"
        return "what happened where and when, \(time), \(pictures). Notes of stewards lie apart and can be erased."
    }
}
