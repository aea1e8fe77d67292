import ArgumentParser
import Foundation
import Objects

/// `wayside model list`: which models there are, and what is wrong with those that cannot be used.
struct ModelList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the models that were added, each proved by its SHA-256.",
        discussion: "Exit 65 when one of them cannot be used.")

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var store: ModelOptions

    @Flag(help: "One JSON object per line.")
    var json = false

    func run() throws {
        let console = Console(output)
        let models = ModelStore(directory: store.models, environment: ProcessInfo.processInfo.environment)
        if models.names.isEmpty { console.words("\(models.directory): no models; add one with `wayside model add`") }
        var good: [StoredModel] = [], bad = false
        for name in models.names {
            do throws(ModelError) { good.append(try models.model(name)) } catch {
                bad = true
                for line in Failure(error).lines { console.problem("wayside: \(line)") }
            }
        }
        for line in json ? good.map(ModelLines.json) : ModelLines.table(good, console.style) { try console.data(line) }
        if bad { throw ExitCode.data }
    }
}
