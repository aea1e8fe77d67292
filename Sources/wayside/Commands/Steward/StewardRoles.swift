import ArgumentParser
import Ledger
import Score

/// `wayside steward roles`: other roles for an account.
struct StewardRoles: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roles", abstract: "Gives an account these roles instead of those it has.")

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var acting: ActOptions

    @Argument(help: "The account.")
    var name: String

    @Argument(help: "viewer, steward, reviewer, auditor, administrator.")
    var roles: [String]

    func run() throws {
        let roles = try roles.map { try Words.one(Role.self, $0, option: "roles") }, name = name
        let steward = try acting.steward(to: .accounts)
        try steward.perform { ledger throws(LedgerError) in
            try ledger.changeRoles(of: name, to: roles, by: steward.name, at: steward.time)
        }
        Console(output).words("\(name): \(roles.map(\.rawValue).joined(separator: ", "))")
    }
}

/// `wayside steward leave`: closes an account.
struct StewardLeave: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leave", abstract: "Closes an account; what it did stays, and its name is not given again.")

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var acting: ActOptions

    @Argument(help: "The account.")
    var name: String

    func run() throws {
        let steward = try acting.steward(to: .accounts), name = name
        try steward.perform { ledger throws(LedgerError) in
            try ledger.closeSteward(name, by: steward.name, at: steward.time)
        }
        Console(output).words("\(name) has left")
    }
}

/// `wayside steward reinstate`: restores the authority of another one.
struct StewardReinstate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reinstate", abstract: "Ends the review or suspension of another steward.")

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var acting: ActOptions

    @Argument(help: "The account.")
    var name: String

    func run() throws {
        let steward = try acting.steward(to: nil), name = name
        try steward.perform { ledger throws(LedgerError) in
            try ledger.reinstate(name, by: steward.name, at: steward.time)
        }
        Console(output).words("\(name) is in good standing")
    }
}

/// `wayside steward token`: a new token in place of the old one.
struct StewardRenewal: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Makes a new token, shown this once; the one before is worth nothing then.",
        discussion: "Everybody may renew their own token, an administrator anybody's.")

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var acting: ActOptions

    @Argument(help: "The account.")
    var name: String

    @Flag(help: "One JSON object.")
    var json = false

    func run() throws {
        let steward = try acting.steward(to: nil), name = name
        let token = try steward.perform { ledger throws(LedgerError) in
            try ledger.renewToken(of: name, by: steward.name, at: steward.time)
        }
        try AccountLines.tell(token, of: name, Console(output), json: json)
    }
}
