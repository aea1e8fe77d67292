internal import Foundation
internal import GRDB
internal import Score

extension PrivateContent {
    /// Holds the private content that is kept against the entries: what an entry commits to is there, or an erasure names
    /// it; what is there is what was committed to; and nothing is there of which no entry knows.
    /// - Returns: what is wrong, one line each, in the order of entries. Cost: reads all private content, and every act.
    static func findings(_ db: Database) throws -> [String] {
        guard try db.tableExists("private_content") else { return [] }
        var kept = try faults(db)
        var owners: [(sequence: Int64, kind: EntryKind, commitment: String)] = [], erased: Set<String> = []
        for entry in try LedgerReader.acts(db) {
            owners += entry.committedNotes.map { (entry.sequence, entry.kind, $0) }
            if case .erasure(let erasure) = entry.content { erased.formUnion(erasure.notes) }
        }
        var findings: [String] = []
        for (sequence, kind, commitment) in owners {
            let name = "entry \(sequence): content of the \(kind.rawValue)"
            switch (kept.removeValue(forKey: commitment), erased.contains(commitment)) {
            case (nil, false): findings.append("\(name) is gone, and no erasure names it")
            case (nil, true): break
            case (_, true): findings.append("\(name) is there, and an erasure says that it is gone")
            case (let fault?, false):
                if fault.sequence != sequence { findings.append("\(name) is kept for entry \(fault.sequence)") }
                if !fault.isRight { findings.append("\(name) is not what the entry commits to") }
            }
        }
        return findings
            + kept.keys.sorted().map { "private content \($0.prefix(12)) is kept, and no entry commits to it" }
    }

    /// Every piece that is kept, and whether it is what its commitment says.
    private static func faults(_ db: Database) throws -> [String: (sequence: Int64, isRight: Bool)] {
        var pieces: [String: (sequence: Int64, isRight: Bool)] = [:]
        let rows = try Row.fetchCursor(db, sql: "SELECT commitment, sequence, salt, bytes FROM private_content")
        while let row = try rows.next() {
            let named: String = row["commitment"]
            let found = commitment(salt: [UInt8](row["salt"] as Data), [UInt8](row["bytes"] as Data))
            pieces[named] = (row["sequence"], found == named)
        }
        return pieces
    }
}
