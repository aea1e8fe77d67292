import ArgumentParser
import Base
import Foundation
import Ledger
import Score

/// `wayside steward list`: who may do what.
struct StewardList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the accounts, their roles, and in what standing their authority is.")

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var ledger: LedgerOptions

    @Flag(help: "One JSON object per account and line.")
    var json = false

    func run() throws {
        let console = Console(output), accounts = try AccountLines.book(ledger.state).accounts
        if accounts.isEmpty { console.words("no accounts; `wayside steward add NAME --role administrator` makes one") }
        for line in json ? accounts.map(AccountLines.json) : AccountLines.table(accounts, console.style) {
            try console.data(line)
        }
    }
}

/// Accounts for people and programs.
enum AccountLines {
    /// The accounts of a ledger.
    /// - Parameter isThere: false takes a missing ledger for an empty one.
    static func book(_ state: String, isThere: Bool = true) throws -> StewardBook {
        if !isThere, !FileManager.default.fileExists(atPath: state + "/" + StateDirectory.ledgerName) {
            return StewardBook()
        }
        let reader = try StateDirectory.reader(state)
        return try Failure.mapping { () throws(LedgerError) in try reader.stewardBook() }
    }

    /// Prints a token: the only time that it can be seen.
    static func tell(_ token: StewardToken, of name: String, _ console: Console, json: Bool) throws {
        console.words("the token of \(name), shown this once; keep it in a file that nobody else can read")
        guard json else { return try console.data(token.text) }
        var text = JSONText()
        text.object {
            $0.member("name", name)
            $0.member("token", token.text)
        }
        try console.data(text.text)
    }

    static func json(_ account: StewardBook.Account) -> String {
        var text = JSONText()
        text.object { object in
            object.member("name", account.name)
            object.key("roles")
            object.array { list in account.roles.forEach { list.string($0.rawValue) } }
            object.member("authority", account.state.rawValue)
            object.member("since", account.stateSince.rfc3339)
            object.member("added", account.added.rfc3339)
            object.key("left")
            object.bool(account.hasLeft)
        }
        return text.text
    }

    static func table(_ accounts: [StewardBook.Account], _ style: Style) -> [String] {
        guard !accounts.isEmpty else { return [] }
        var table = TextTable([("account", .left), ("roles", .left), ("authority", .left), ("since", .left)])
        for account in accounts {
            table.add([
                account.name, account.roles.map(\.rawValue).joined(separator: ", "),
                account.hasLeft ? "has left" : account.state.words, account.stateSince.rfc3339,
            ])
        }
        return table.lines(style)
    }
}

/// Words of closed lists from the command line.
enum Words {
    /// Reads one word.
    static func one<Word: RawRepresentable<String> & CaseIterable>(
        _ type: Word.Type, _ text: String, option: String
    ) throws -> Word {
        guard let word = Word(rawValue: text) else {
            throw Failure(
                .usage, "\"\(text)\" cannot be given", at: option,
                mend: "use one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return word
    }
}
