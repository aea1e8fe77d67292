package import Base
package import Score

/// What the transparency pack is made from: the configuration and the ledger, and nothing else.
package struct TransparencyContent: Sendable {
    /// A camera as it is configured.
    package struct Camera: Sendable {
        package let id: String
        package let purpose: String
        package let uses: [DataUse]
        package let settings: CameraSettings

        /// Makes one.
        package init(id: String, purpose: String, uses: [DataUse], settings: CameraSettings) {
            (self.id, self.purpose, self.uses, self.settings) = (id, purpose, uses, settings)
        }

        /// Share of the picture that is made black at capture, in thousandths, on a grid of 100 x 100 points.
        package var masked_permille: Int {
            var hit = 0
            for row in 0..<100 {
                for column in 0..<100 {
                    let point = Point((Double(column) + 0.5) / 100, (Double(row) + 0.5) / 100)
                    hit += settings.masks.contains { $0.contains(point) } ? 1 : 0
                }
            }
            return hit / 10
        }

        /// What is looked for, without repetition, in the order of the closed list.
        package var behaviours: [Behaviour] {
            Behaviour.allCases.filter { behaviour in settings.rules.contains { $0.behaviour == behaviour } }
        }
    }

    package let siteID: String
    package let siteName: String
    package let organisation: String?
    package let purpose: String
    package let cameras: [Camera]
    /// How long events are kept, in milliseconds; nil means until someone decides.
    package let keepEvents_ms: Int64?
    /// Whether a masked picture is kept with each event.
    package let keepsPictures: Bool
    package let contact: String?
    package let policy: Policy
    package let facts: PublicFacts

    /// Makes the content of a pack.
    package init(
        site: (id: String, name: String, organisation: String?), purpose: String, cameras: [Camera],
        keepEvents_ms: Int64?, contact: String?, policy: Policy, facts: PublicFacts,
        keepsPictures: Bool = false
    ) {
        (siteID, siteName, organisation) = site
        (self.purpose, self.cameras, self.keepEvents_ms) = (purpose, cameras, keepEvents_ms)
        (self.contact, self.policy, self.facts, self.keepsPictures) = (contact, policy, facts, keepsPictures)
    }

    /// The files of the pack by name.
    package var files: [(name: String, text: String)] {
        [
            ("notice.md", TransparencyNotice(self).text), ("assessment.md", TransparencyAssessment(self).text),
            ("record.md", TransparencyRecord(self).text), ("index.html", TransparencyPage(self).html()),
        ]
    }
}
