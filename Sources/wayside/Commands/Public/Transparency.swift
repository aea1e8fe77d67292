import ArgumentParser
import Base
import Settings
import Foundation
import Ledger
import Report
import Score
import StrictYAML

/// `wayside transparency`: what people in front of the cameras and those who assess a site want to know.
struct Transparency: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Writes a notice, inputs for an impact assessment, and what was observed, kept, looked at and erased.",
        discussion: "Made from the configuration and the ledger alone: the same two give the same bytes.")

    @OptionGroup var output: ConsoleOptions

    @Option(help: ArgumentHelp("Configuration of the site.", valueName: "wayside.yaml"))
    var config: String

    @Option(help: ArgumentHelp("Directory with the ledger; else what the configuration says.", valueName: "dir"))
    var state: String?

    @Option(help: ArgumentHelp("Directory to write to.", valueName: "dir"))
    var out: String

    @Option(help: ArgumentHelp("At this time (RFC 3339) instead of the latest entry.", valueName: "time"))
    var at: String?

    @Option(help: ArgumentHelp("How to reach those who run the site.", valueName: "text"))
    var contact: String?

    func run() throws {
        let console = Console(output), config = config
        let site = try Failure.mapping(.configuration) { () throws(Diagnostics) in
            try SiteConfigurationReader.read(file: config)
        }
        let ledger = try LedgerQuestions(state: state ?? site.storage.directory, at: at)
        let cameras = site.cameras.map { camera in
            TransparencyContent.Camera(
                id: camera.settings.id, purpose: camera.settings.purpose ?? site.purpose,
                uses: camera.settings.uses ?? site.uses, settings: camera.settings)
        }
        let content = TransparencyContent(
            site: (site.site.id, site.site.name ?? site.site.id, site.site.organisation), purpose: site.purpose,
            cameras: cameras, keepEvents_ms: site.storage.keepEvents_ms, contact: contact, policy: ledger.policy,
            facts: try ledger.facts(), keepsPictures: site.storage.pictures)
        let directory = try FixtureDirectory(out)
        for file in content.files { try directory.write(file.name, file.text) }
        console.words("wrote \(content.files.map(\.name).joined(separator: ", ")) to \(out)")
    }
}
