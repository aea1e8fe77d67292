import Base
import Score
import Testing

/// The check of a ledger reads most lines at a glance; what it takes must be what `LedgerEntry` takes.
@Suite struct EntryGlanceTests {
    private func text(_ range: Range<Int>, of line: [UInt8]) -> String { String(decoding: line[range], as: UTF8.self) }

    /// Whether the glance says nothing that the entry does not say; a glance that is not had says nothing.
    private func agrees(_ line: [UInt8]) -> Bool {
        guard let glance = EntryGlance(line.span) else { return true }
        guard let entry = String(validating: line, as: UTF8.self).flatMap({ LedgerEntry(canonical: $0) }) else {
            return false
        }
        var content: String?, behaviour: Behaviour?, level: Level?
        if case .event(let event) = entry.content {
            (content, behaviour, level) = (event.content, event.behaviour, event.severity.level)
        }
        return glance.kind == entry.kind && glance.sequence == entry.sequence
            && text(glance.source, of: line) == entry.subject.source
            && text(glance.subject, of: line) == entry.subject.id
            && text(glance.policy, of: line) == entry.policy && text(glance.evidence, of: line) == entry.evidence
            && glance.content.map { text($0, of: line) } == content && glance.time_ms == entry.time.milliseconds
            && glance.behaviour == behaviour && glance.level == level && glance.weight_mp == entry.weight_mp
            && glance.halfLife_ms == entry.halfLife_ms
    }

    /// Lines of events with and without what may be left out, and of accounts of exposure.
    private func lines() -> [[UInt8]] {
        var book = Book(smallPolicy())
        book.enter((0..<40).map { event(at: Int64($0) * 600_000, confidence: Double($0 % 10 + 1) / 10) })
        let accounts = [[], [Exposure.Blind(reason: "dark", milliseconds: 5)]].map { blind in
            LedgerEntry(
                sequence: 1_234_567, subject: Subject(source: "depot/bay", id: "door"), time: monday, policy: "p",
                content: .exposure(ExposureEntry(evidence: "x", start: monday, observed_ms: 60_000, blind_ms: blind)))
        }
        let hash = String(repeating: "0f", count: 32)
        return (book.entries + book.entries.map { $0.committing(to: hash) } + accounts).map { Array($0.canonical.utf8) }
    }

    @Test func `takes every line that is in plain letters`() {
        for line in lines() {
            #expect(EntryGlance(line.span) != nil && agrees(line), "\(String(decoding: line, as: UTF8.self))")
        }
    }

    @Test(arguments: EntryTests.contents)
    func `says nothing about other kinds, or what it says is right`(content: LedgerEntry.Content) {
        let entry = LedgerEntry(
            sequence: 7, subject: Subject(source: "depot/bay", id: "door"), time: monday, policy: "p", content: content)
        #expect(agrees(Array(entry.canonical.utf8)))
    }

    @Test func `takes no line that is not canonical, whatever is done to it`() {
        let lines = lines(), letters = Array("\"\\,:{}0123456789-+.eTZ \u{7F}\u{1F}abWS/".utf8) + [0xC3, 0xA9, 0xFF, 0]
        var random = Dice(seed: 7), taken = 0
        for round in 0..<60_000 {
            var line = lines[round % lines.count]
            for _ in 0...Int.random(in: 0...2, using: &random) {
                let at = Int.random(in: 0..<line.count, using: &random),
                    letter = letters[Int.random(in: 0..<letters.count, using: &random)]
                switch Int.random(in: 0...3, using: &random) {
                case 0: line[at] = letter
                case 1: line.insert(letter, at: at)
                case 2: line.remove(at: at)
                default: line.swapAt(at, Int.random(in: 0..<line.count, using: &random))
                }
            }
            if EntryGlance(line.span) != nil { taken += 1 }
            if !agrees(line) { Issue.record("\(String(decoding: line, as: UTF8.self))") }
        }
        // Digits changed into digits, mostly.
        #expect(taken > 1000)
    }
}
