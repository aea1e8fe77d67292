import ArgumentParser
import Foundation
import Objects

/// `wayside model add`: keeps a model whose card and files are right.
struct ModelAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Adds a model: its card is read and its files are proved by their SHA-256.",
        discussion: "Of an IR give the .xml; its .bin lies beside it. Models of faces and number plates are refused.")

    @OptionGroup var output: ConsoleOptions
    @OptionGroup var store: ModelOptions

    @Argument(help: ArgumentHelp("The model, .onnx or .xml.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("The model's card.", valueName: "card"))
    var card: String

    @Option(help: ArgumentHelp("Its name; by default that of the card's file.", valueName: "name"))
    var name: String?

    func run() throws {
        let console = Console(output)
        let models = ModelStore(directory: store.models, environment: ProcessInfo.processInfo.environment)
        let (model, isNew) = try Failure.mapping { () throws(ModelError) in
            try models.add(file: file, card: card, name: name)
        }
        console.words(
            isNew
                ? "added to \(models.directory); try it with `wayside model test \(model.name)`"
                : "it was there already")
        try console.data(ModelLines.words(model))
    }
}
