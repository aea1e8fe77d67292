internal import Base
internal import Crypto
internal import Foundation
internal import GRDB
internal import Score

extension LedgerReader {
    /// SHA-256, in hex, over the whole content in order: for each entry its canonical line and a line feed, then, where it
    /// was made from an event, the event's line and a line feed. Equal digests mean equal ledgers.
    public func contentDigest() throws(LedgerError) -> String {
        try read { db in
            var hash = SHA256()
            let rows = try Row.fetchCursor(
                db, sql: "SELECT canonical, json FROM entry LEFT JOIN evidence USING (sequence) ORDER BY entry.sequence"
            )
            while let row = try rows.next() {
                for column in 0...1 {
                    guard let text = row[column] as String? else { continue }
                    hash.update(data: Data(text.utf8))
                    hash.update(data: [0x0A])
                }
            }
            return hexadecimal(hash.finalize())
        }
    }

    /// Looks for damage: SQLite's own check of the file, then every entry: its number, its canonical form, the columns
    /// that repeat it, its evidence, its policy, and the Merkle tree with its checkpoints. Returns what is wrong, one line each, at
    /// most 100; empty is good. Cost: reads everything.
    /// - Parameter key: whose signatures the kept checkpoints must have; nil for nobody's in particular.
    public func check(key: NoteKey? = nil) throws(LedgerError) -> [String] {
        try read { db in
            var findings = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
            let policies = Set(try String.fetchAll(db, sql: "SELECT hash FROM policy"))
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT entry.*, subject.source, subject.name, evidence.id AS own, earlier.id AS about
                    FROM entry LEFT JOIN subject ON subject.id = entry.subject
                    LEFT JOIN evidence ON evidence.sequence = entry.sequence
                    LEFT JOIN evidence AS earlier ON earlier.sequence = entry.concerns ORDER BY entry.sequence
                    """)
            var expected: Int64 = 0, tree = try TreeCheck(db, key: key)
            while findings.count < 100, let row = try rows.next() {
                if let finding = LedgerReader.finding(row, expected, policies) { findings.append(finding) }
                findings += tree.take(row["canonical"] ?? "")
                expected = row["sequence"] + 1
            }
            if findings.isEmpty {
                findings =
                    try PrivateContent.findings(db) + AppealFindings.findings(db) + LedgerReader.stewardFindings(db)
            }
            return findings.count < 100 ? findings + tree.finish() : Array(findings.prefix(100))
        }
    }

    private static func finding(_ row: Row, _ expected: Int64, _ policies: Set<String>) -> String? {
        let sequence: Int64 = row["sequence"]
        guard sequence == expected else { return "entry \(expected) is missing" }
        guard let canonical = row["canonical"] as String?, let entry = LedgerEntry(canonical: canonical) else {
            return "entry \(sequence) is not in canonical form"
        }
        guard repeats(entry, row) else { return "entry \(sequence) is not what its columns say" }
        let evidence = (row["concerns"] as Int64?) == nil ? row["own"] as String? : row["about"] as String?
        guard entry.evidence == evidence else { return "entry \(sequence) does not name its evidence" }
        // Acts before there was a policy name none.
        let named = entry.policy.isEmpty ? entry.kind.isAct : policies.contains(entry.policy)
        return named ? nil : "entry \(sequence) names a policy that is not kept"
    }

    private static func repeats(_ entry: LedgerEntry, _ row: Row) -> Bool {
        entry.sequence == row["sequence"] && entry.kind.rawValue == row["kind"] && entry.subject.source == row["source"]
            && entry.subject.id == row["name"] && entry.time.milliseconds == row["time_ms"]
            && entry.weight_mp == row["weight_mp"] && entry.halfLife_ms == row["half_life_ms"]
    }
}
