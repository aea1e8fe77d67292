import Score
import Testing

@Suite struct `Rights of roles` {
    /// The table of docs/stewards.md: y where the role of the column may do the act of the row.
    private static let table: [(Act, String)] = [
        // viewer, steward, reviewer, auditor, administrator
        (.query, "yyyyy"), (.look, "-yyy-"), (.observe, "-y---"), (.confirm, "-yy--"), (.decide, "--y--"),
        (.export, "---y-"), (.verify, "---y-"), (.activate, "----y"), (.accounts, "----y"), (.reinstate, "----y"),
        (.erase, "----y"),
    ]

    @Test func `every role may do what its column says and nothing else`() {
        #expect(Self.table.map(\.0) == Act.allCases)
        for (act, row) in Self.table {
            for (role, cell) in zip(Role.allCases, row) {
                #expect(Rights.allow(act, [role], in: .goodStanding) == (cell == "y"), "\(role) \(act)")
            }
        }
    }

    @Test func `review takes judging away, suspension everything but questions`() {
        for act in Act.allCases {
            let anybody = Role.allCases
            #expect(Rights.allow(act, anybody, in: .goodStanding))
            #expect(Rights.allow(act, anybody, in: .underReview) == (act != .confirm && act != .decide))
            #expect(Rights.allow(act, anybody, in: .suspended) == (act == .query))
        }
        #expect(!Rights.allow(.query, [], in: .goodStanding))
    }

    @Test func `an administrator makes and judges no entries`() {
        #expect(Rights.mayBeTogether([.administrator]) && Rights.mayBeTogether([.viewer, .administrator]))
        #expect(Rights.mayBeTogether([.steward, .reviewer, .auditor]))
        #expect(
            !Rights.mayBeTogether([.administrator, .steward]) && !Rights.mayBeTogether([.reviewer, .administrator]))
        #expect(!Rights.mayBeTogether([]))
    }

    @Test(arguments: [
        ("an", true), ("ana-2", true), ("a" + String(repeating: "b", count: 30), true), ("", false), ("a", false),
        ("a" + String(repeating: "b", count: 31), false), ("Ana", false), ("2ana", false), ("-ana", false),
        ("ana b", false), ("änna", false), ("ana\n", false), ("wayside", false),
    ])
    func `account names have one form`(name: String, isValid: Bool) { #expect(AccountName.isValid(name) == isValid) }
}
