import ArgumentParser

/// Options that every verb has.
struct ConsoleOptions: ParsableArguments {
    @Flag(help: "No colours; also by NO_COLOR or TERM=dumb.")
    var noColor = false

    @Flag(name: .shortAndLong, help: "Only data, warnings and errors: no progress, no words.")
    var quiet = false
}
