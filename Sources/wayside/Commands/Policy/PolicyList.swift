import ArgumentParser
import Base
import Ledger
import Score

/// `wayside policy list`: every policy that a ledger was scored under, and from when.
struct PolicyList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the policies of a ledger: from when they apply, who activated them and why.")

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var ledger: LedgerOptions

    @Flag(help: "One JSON object per line.")
    var json = false

    func run() throws {
        let console = Console(output), reader = try StateDirectory.reader(ledger.state)
        let (activations, latest) = try Failure.mapping { () throws(LedgerError) in
            (try reader.activations(), try reader.latestTime())
        }
        if activations.isEmpty { return console.words("no policy has been activated yet") }
        let now = latest.flatMap { activations.inForce(at: $0) }
        if json {
            for activation in activations { try console.data(Self.json(activation, inForce: activation == now)) }
            return
        }
        var table = TextTable([
            ("entry", .right), ("since", .left), ("policy", .left), ("version", .right), ("hash", .left), ("by", .left),
            ("", .left), ("reason", .left),
        ])
        for activation in activations {
            let state = activation == now ? "applies" : activation.start > (latest ?? activation.start) ? "ahead" : ""
            table.add([
                "\(activation.sequence)", activation.start.rfc3339, activation.content.id,
                "\(activation.content.version)", String(activation.policy.prefix(12)),
                activation.content.author ?? "configuration", state,
                activation.content.reason.replacing("\n", with: " "),
            ])
        }
        for line in table.lines(console.style) { try console.data(line) }
    }

    private static func json(_ activation: Activation, inForce: Bool) -> String {
        var json = JSONText()
        json.object { policy in
            policy.member("entry", activation.sequence)
            policy.member("since", activation.start.rfc3339)
            policy.member("policy", activation.content.id)
            policy.member("version", Int64(activation.content.version))
            policy.member("hash", activation.policy)
            if let rules = activation.content.rules { policy.member("rules", rules) }
            if let author = activation.content.author { policy.member("author", author) }
            policy.member("reason", activation.content.reason)
            policy.key("applies")
            policy.bool(inForce)
        }
        return json.text
    }
}
