internal import GRDB

/// The ledger's tables, step by step. A change is a new step at the end; steps that have been released are never edited.
/// docs/ledger.md describes the result.
enum Schema {
    /// `PRAGMA application_id` of a ledger: "WSLG".
    static let applicationID = 0x5753_4C47

    /// Step `n` (from 1) brings `PRAGMA user_version` from n - 1 to n.
    static let steps: [String] = [first, nearMisses, merkle, stewards]

    private static let first = """
        -- What entries are about: a place, or a camera. Interned, since every entry names one.
        CREATE TABLE subject (
          id INTEGER PRIMARY KEY,
          source TEXT NOT NULL,                    -- site/camera
          name TEXT NOT NULL,                      -- place id, or camera id
          UNIQUE (source, name)
        ) STRICT;

        -- Every policy that ever applied, with the bytes of its file.
        CREATE TABLE policy (
          hash TEXT PRIMARY KEY,                   -- SHA-256 of bytes, hex
          id TEXT NOT NULL,
          version INTEGER NOT NULL,
          bytes BLOB NOT NULL
        ) STRICT;

        -- What was observed. The id makes a second delivery harmless.
        CREATE TABLE evidence (
          sequence INTEGER PRIMARY KEY,            -- the entry made from it
          id TEXT NOT NULL UNIQUE,
          json TEXT                                -- the event as published; NULL for exposure, whose entry says it all
        ) STRICT;

        -- The ledger itself. `canonical` is the entry; the other columns repeat parts of it for queries.
        CREATE TABLE entry (
          sequence INTEGER PRIMARY KEY,            -- 0, 1, 2, ... without gaps
          kind TEXT NOT NULL,
          subject INTEGER NOT NULL REFERENCES subject,
          time_ms INTEGER NOT NULL,                -- frame time, milliseconds since 1970
          behaviour TEXT,                          -- events only
          level INTEGER,                           -- 0 info ... 3 high; events only
          weight_mp INTEGER NOT NULL,              -- 0 for kinds that add nothing
          half_life_ms INTEGER,
          concerns INTEGER REFERENCES evidence,    -- the earlier event that the entry is about
          canonical TEXT NOT NULL
        ) STRICT;
        CREATE INDEX entry_subject_time ON entry (subject, time_ms);
        CREATE INDEX entry_concerns ON entry (concerns) WHERE concerns IS NOT NULL;
        CREATE INDEX entry_activation ON entry (sequence) WHERE kind = 'policy-activation';

        -- Append only. (Against an edit of the file itself there is the digest.)
        CREATE TRIGGER entry_in_order BEFORE INSERT ON entry
          WHEN NEW.sequence <> (SELECT ifnull(max(sequence), -1) + 1 FROM entry)
          BEGIN SELECT RAISE(ABORT, 'entries are numbered without gaps'); END;
        \(refusals(of: ["subject", "policy", "evidence", "entry"]))
        """

    private static let nearMisses = """
        -- What came near an event, or was seen at a place. Not part of the ledger's content: no entry is made of it, the
        -- digest leaves it out, and it goes after some days (NearMissStore).
        CREATE TABLE near_miss (
          id INTEGER PRIMARY KEY,                  -- in order of arrival
          source TEXT NOT NULL,                    -- site/camera
          place TEXT NOT NULL,
          rule TEXT NOT NULL,                      -- empty: of the place, whatever the rules
          behaviour TEXT,                          -- of the rule
          reason TEXT NOT NULL,
          start_ms INTEGER NOT NULL,               -- frame time, milliseconds since 1970
          end_ms INTEGER NOT NULL,
          count INTEGER NOT NULL,
          measure TEXT,                            -- what was measured; with it the next three
          reached REAL,
          needed REAL,
          unit TEXT,
          detail TEXT,
          UNIQUE (source, place, end_ms, start_ms, rule, reason)
        ) STRICT;

        -- From when to when the near misses of a camera are all there.
        CREATE TABLE near_miss_span (
          source TEXT NOT NULL,                    -- site/camera
          start_ms INTEGER NOT NULL,
          end_ms INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX near_miss_span_end ON near_miss_span (source, end_ms);
        """

    private static let merkle = """
        -- Roots of the Merkle tree over each 256 entries (BlockRoots). They follow from the entries.
        CREATE TABLE block_root (
          number INTEGER PRIMARY KEY,              -- of entries 256 * number and the 255 after it
          hash BLOB NOT NULL                       -- 32 bytes
        ) STRICT;

        -- Checkpoints that were signed, as signed notes.
        CREATE TABLE checkpoint (
          entries INTEGER PRIMARY KEY,             -- how many the ledger had
          note TEXT NOT NULL
        ) STRICT;
        \(refusals(of: ["block_root", "checkpoint"]))
        """

    private static let stewards = """
        -- The rules of a policy as canonical JSON, for whoever computes numbers again; NULL for policies from before.
        ALTER TABLE policy ADD COLUMN rules TEXT;

        -- What the event was may go after the time that retention says (an entry of kind erasure); that it was stays.
        DROP TRIGGER evidence_no_update;
        CREATE TRIGGER evidence_no_update BEFORE UPDATE ON evidence
          WHEN NEW.json IS NOT NULL OR NEW.sequence <> OLD.sequence OR NEW.id <> OLD.id
          BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

        -- Notes and pictures, kept apart from the entries, which commit to them; may be erased.
        CREATE TABLE private_content (
          commitment TEXT PRIMARY KEY,             -- SHA-256 over salt and bytes, hex
          sequence INTEGER NOT NULL,               -- the entry that commits to it
          media TEXT NOT NULL,                     -- text/plain, image/jpeg, image/png
          salt BLOB NOT NULL,                      -- 16 random bytes
          bytes BLOB NOT NULL
        ) STRICT;
        CREATE INDEX private_content_entry ON private_content (sequence);
        CREATE TRIGGER private_content_no_update BEFORE UPDATE ON private_content
          BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

        -- Tokens by which stewards are known, as hashes; not part of the ledger's content.
        CREATE TABLE steward_token (
          hash TEXT PRIMARY KEY,                   -- SHA-256 of the token, hex
          steward TEXT NOT NULL,
          made_ms INTEGER NOT NULL                 -- milliseconds since 1970
        ) STRICT;

        -- Few entries are acts or rules, and they are asked for all at once.
        CREATE INDEX entry_acts ON entry (sequence)
          WHERE kind NOT IN ('event', 'adjustment', 'exposure', 'merit', 'reversal');
        -- How many alarms there were is asked for each window of the budget.
        CREATE INDEX entry_alarm ON entry (time_ms) WHERE \(isAlarm);
        -- A standing needs only what weighs, and no row of the table.
        CREATE INDEX entry_weight ON entry (subject, time_ms, half_life_ms, weight_mp, concerns) WHERE weight_mp <> 0;
        """

    /// Whether a row is an event whose consequence is an alarm. SQLite takes the index only for these very words.
    static let isAlarm = #"level IS NOT NULL AND substr(canonical, -22) = '"consequence":"alarm"}'"#

    private static func refusals(of tables: [String]) -> String {
        tables.flatMap { table in
            ["UPDATE", "DELETE"].map { act in
                """
                CREATE TRIGGER \(table)_no_\(act.lowercased()) BEFORE \(act) ON \(table)
                  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
                """
            }
        }.joined(separator: "\n")
    }

    /// Brings an open database to this program's schema, each step in a transaction of its own.
    static func migrate(_ db: Database, path: String) throws {
        let version = try found(db, path: path)
        guard version <= steps.count else {
            throw LedgerError.newerSchema(path: path, found: version, known: steps.count)
        }
        for (index, step) in steps.enumerated() where index >= version {
            try db.inTransaction(.immediate) {
                try db.execute(sql: step)
                try db.execute(sql: "PRAGMA application_id = \(applicationID)")
                try db.execute(sql: "PRAGMA user_version = \(index + 1)")
                return .commit
            }
        }
    }

    /// The schema version of a file; 0 for an empty one.
    static func found(_ db: Database, path: String) throws -> Int {
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
        guard tables == 0 || application == applicationID else { throw LedgerError.notALedger(path: path) }
        return version
    }
}
