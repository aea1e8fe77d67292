internal import Base
internal import Ledger
internal import Score

/// Entries as they are hashed, and the proof that they are in the ledger.
enum EntryRoutes {
    /// What a number is about.
    static let entry: Route.Resolver = { question, office in .entry(try found(question, office).kind) }

    static let list: Route.Handler = { question, office in
        let limit = try question.limit()
        let from = try question.integer("from", in: 0...Int64.max), cursor = try question.cursor()
        let start = cursor.map { $0 + 1 } ?? from ?? 0
        let entries = try office.reader.entries(from: start, limit: limit + 1), page = entries.prefix(limit)
        let isShown = office.rules.allows(question.asker, .readStewards)
        let count = try office.reader.entryCount()
        return Answer { object in
            object.key("items")
            object.array { list in page.forEach { list.json($0.text(isShown: isShown)) } }
            object.next(entries.count > limit ? page.last?.sequence : nil)
            object.member("entries", count)
        }
    }

    static let one: Route.Handler = { question, office in
        let entry = try found(question, office)
        return Answer { object in
            object.key("entry")
            object.json(entry.canonical)
            object.member("words", entry.lines)
            object.member("canonical", entry.canonical)
        }.tagged()
    }

    static let explanation: Route.Handler = { question, office in
        let number = try question.number("sequence")
        guard let found = try office.reader.explain(entry: number, at: office.household.now) else { throw noEntry }
        return Answer(json: found.json { $0.member("words", found.lines) })
    }

    static let proof: Route.Handler = { question, office in
        let number = try question.number("sequence")
        let note = try sign(office)
        guard let count = Checkpoint(text: note.text)?.count,
            let proof = try office.reader.inclusionProof(of: number, in: count)
        else { throw noEntry }
        return Answer { object in
            object.member("sequence", proof.sequence)
            object.member("entries", proof.count)
            object.member("entry", proof.canonical)
            object.member("root", proof.root.description)
            object.member("path", proof.path.map(\.description))
            object.member("checkpoint", note.note)
        }
    }

    static let checkpoint: Route.Handler = { question, office in
        let note = try sign(office)
        guard let checkpoint = Checkpoint(text: note.text), let key = try office.reader.signingKey() else {
            throw Problem(.failed, "the ledger could not be signed", mend: "the daemon's log says why")
        }
        let lines = note.text.split(separator: "\n").map(String.init)
        return Answer { object in
            object.member("origin", checkpoint.origin)
            object.member("entries", checkpoint.count)
            object.member("root", lines.count > 2 ? lines[2] : "")
            object.member("note", note.note)
            object.member("key", key.verifier)
        }
    }

    static let noEntry = Problem.notFound("there are not so many entries", mend: "GET /api/v1/entries tells how many")

    /// The entry that a path names.
    static func found(_ question: Question, _ office: Office) throws -> LedgerEntry {
        guard let entry = try office.reader.entry(try question.number("sequence")) else { throw noEntry }
        return entry
    }

    private static func sign(_ office: Office) throws -> SignedNote {
        try office.household.act { ledger in try ledger.signCheckpoint(by: try ledger.signer()) }
    }
}
