internal import Base
internal import GRDB
internal import Score

/// Holds what was entered about appeals against the rules for it: whatever program entered it.
struct AppealFindings {
    private let finder: MatterFinder
    private let acts: [LedgerEntry]
    private var stewards = StewardBook()
    private var appeals = AppealBook()
    private var matters: [Int64: AppealMatter] = [:]

    /// What is wrong, one line each, in the order of entries. Cost: reads every act, and for each decision the events of
    /// the place from the beginning of what was decided on.
    static func findings(_ db: Database) throws -> [String] {
        var check = AppealFindings(finder: MatterFinder(db), acts: try LedgerReader.acts(db))
        return try check.run()
    }

    private init(finder: MatterFinder, acts: [LedgerEntry]) { (self.finder, self.acts) = (finder, acts) }

    private mutating func run() throws -> [String] {
        var findings: [String] = []
        for entry in acts {
            if case .decision(let decision) = entry.content {
                findings += try faults(decision, entry).map { "entry \(entry.sequence): \($0)" }
            }
            stewards.enter(entry)
            if let fault = appeals.enter(entry) { findings.append("entry \(entry.sequence): \(fault)") }
        }
        return findings
    }

    /// What is wrong with a decision, by what was known when it was made.
    private mutating func faults(_ decision: DecisionEntry, _ entry: LedgerEntry) throws -> [String] {
        guard let appeal = appeals.appeal(decision.appeal), appeal.decision == nil else { return [] }
        let matter = try matter(of: appeal).before(entry.sequence)
        var earlier: [AppealBook.Earlier] = []
        for other in appeals.appeals where other.subject == appeal.subject && other.number != appeal.number {
            earlier.append(.init(other, try self.matter(of: other).before(entry.sequence)))
        }
        var faults: [String] = []
        do throws(AppealRefusal) {
            _ = try appeals.permitDecision(
                of: appeal.number, by: decision.author, at: entry.time, stewards: stewards, matter: matter,
                earlier: earlier)
        } catch { faults.append(error.description) }
        if decision.outcome == .upheld, let left = matter.events.first(where: { $0.reversedBy == nil }) {
            faults.append("appeal \(appeal.number) was upheld, and event \(left.id) was not taken back")
        }
        return faults
    }

    private mutating func matter(of appeal: Appeal) throws -> AppealMatter {
        if let known = matters[appeal.number] { return known }
        let matter = try finder.matter(appeal.content.about, at: appeal.subject)
        matters[appeal.number] = matter
        return matter
    }
}
