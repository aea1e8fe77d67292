import ArgumentParser

/// `wayside steward`: accounts of those who operate Wayside.
struct StewardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "steward", abstract: "Makes accounts for those who operate Wayside, and says what they may do.",
        discussion: "docs/stewards.md says what each role may do, and how authority is lost and restored.",
        subcommands: [
            StewardAdd.self, StewardRoles.self, StewardRenewal.self, StewardLeave.self, StewardReinstate.self,
            StewardList.self,
        ])
}
