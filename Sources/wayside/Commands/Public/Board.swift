import ArgumentParser
import Base
import Ledger
import Report
import Score

/// `wayside board`: the public page of a site's places.
struct Board: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Writes the public page: commended places, where all stand, how often events were wrong, how to appeal.",
        discussion:
            "Pictures of commended places are made of recordings: of each pixel the median over pictures from quiet times, "
            + "so that nobody is on them. Without a recording of its camera a place has none.")

    @OptionGroup var output: ConsoleOptions

    @Option(help: ArgumentHelp("Directory with the ledger.", valueName: "dir"))
    var state: String

    @Option(help: ArgumentHelp("Directory to write index.html to.", valueName: "dir"))
    var out: String

    @Option(help: ArgumentHelp("At this time (RFC 3339) instead of the latest entry.", valueName: "time"))
    var at: String?

    @Option(help: ArgumentHelp("Headline; else the site's id.", valueName: "text"))
    var title: String?

    @Option(help: ArgumentHelp("How to reach those who run the site.", valueName: "text"))
    var contact: String?

    @Option(help: ArgumentHelp("A recording of a camera, for pictures of its places.", valueName: "fixture"))
    var recording: [String] = []

    func run() throws {
        let console = Console(output), ledger = try LedgerQuestions(state: state, at: at)
        let standings = try ledger.standings().filter(\.subject.isPlace)
        var pictures = try QuietPictures(recording, ledger.reader)
        var content = BoardContent(
            title: title ?? Set(standings.map(\.subject.site)).sorted().joined(separator: ", "), standings: standings,
            rollUps: RollUp.all(of: standings, under: ledger.policy), facts: try ledger.facts(), policy: ledger.policy)
        content.contact = contact
        content.commended = try standings.filter { $0.consequence == .commend }.map {
            BoardContent.Commended($0, picture: try pictures.picture(of: $0.subject))
        }
        try FixtureDirectory(out).write("index.html", BoardPage(content).html())
        for problem in pictures.problems { console.problem(problem) }
        console.words("wrote \(out)/index.html: \(standings.count) places, \(content.commended.count) commended")
    }
}
