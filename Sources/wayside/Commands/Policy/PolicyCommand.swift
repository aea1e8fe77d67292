import ArgumentParser

/// `wayside policy`: what scores follow from, before and after it applies.
struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Checks policies, shows what one would change, activates one, and lists those that applied.",
        discussion: "docs/scoring.md says what a policy means and what it must not say.",
        subcommands: [PolicyCheck.self, PolicyCompare.self, PolicyActivate.self, PolicyList.self])
}
