package import Base

/// Behaviours that are detected, but of which too few labelled cases exist to promise anything. What was measured is said
/// wherever a rule of theirs appears; a test holds these figures equal to those of docs/accuracy.md.
package enum ExperimentalBehaviours {
    /// What real recordings gave.
    package struct Figures: Hashable, Sendable {
        package let behaviour: Behaviour
        /// Recordings with a rule of the behaviour.
        package let clips: Int
        package let due: Int
        package let found: Int
        package let wrong: Int

        /// `1 of 1 found, 0 false in 2 recordings`.
        package var words: String {
            "\(found) of \(due) found, \(wrong) false in \(clips) \(clips == 1 ? "recording" : "recordings")"
        }
    }

    /// In the order of the catalogue.
    package static let all = [
        Figures(behaviour: .objectLeft, clips: 2, due: 1, found: 1, wrong: 0),
        Figures(behaviour: .fall, clips: 8, due: 5, found: 5, wrong: 0),
    ]

    /// The figures of a behaviour; nil when it is no experiment.
    package static func figures(of behaviour: Behaviour) -> Figures? { all.first { $0.behaviour == behaviour } }
}
