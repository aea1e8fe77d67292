package import Base

/// Which rules a file may hold although this version does not detect their behaviour yet. They stay valid, so that one file
/// serves several versions; whoever runs a camera says once per rule that it stays quiet.
package enum DetectedBehaviours {
    /// Behaviours that can be configured and are not detected yet; none at present.
    package static let later: [Behaviour] = []

    /// Rules of the camera that will stay quiet in this version, in the order of the file.
    package static func quietRules(of camera: CameraSettings) -> [RuleSettings] {
        camera.rules.filter { later.contains($0.behaviour) }
    }

    /// One sentence for every rule of the camera that stays quiet or is an experiment, in the order of the file.
    package static func warnings(about camera: CameraSettings) -> [String] {
        camera.rules.compactMap { rule in
            if later.contains(rule.behaviour) { return warning(about: rule) }
            return ExperimentalBehaviours.figures(of: rule.behaviour).map { figures in
                "rule \(rule.id): \(rule.behaviour.rawValue) is experimental, measured: \(figures.words) (docs/accuracy.md)"
            }
        }
    }

    /// The sentence about a rule that stays quiet.
    package static func warning(about rule: RuleSettings) -> String {
        "rule \(rule.id): \(rule.behaviour.rawValue) is not detected by this version; the rule stays quiet"
    }
}
