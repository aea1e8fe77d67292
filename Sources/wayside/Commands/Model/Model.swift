import ArgumentParser

/// `wayside model`: neural object finders that were added, and whether they work here.
struct Model: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Keeps and tries neural object finders.",
        discussion: "Wayside brings none; docs/models.md tells which can be used, and what is refused.",
        subcommands: [ModelAdd.self, ModelList.self, ModelTest.self])
}

/// Where models are kept.
struct ModelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Directory of models instead of ~/.local/share/wayside/models.", valueName: "dir"))
    var models: String?
}
