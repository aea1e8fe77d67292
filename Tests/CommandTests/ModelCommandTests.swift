import Foundation
import Testing

@Suite struct `wayside model` {
    private let directory: String

    init() throws {
        directory = NSTemporaryDirectory() + "wayside-models-\(ProcessInfo.processInfo.globallyUniqueString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    private func remove() { try? FileManager.default.removeItem(atPath: directory) }

    /// A card of an empty file, whose hash is known, and which no runtime can use.
    @discardableResult
    private func write(
        name: String = "empty.onnx", classes: String = "[background, walker]",
        sha256: String = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    ) throws -> String {
        let card = """
            model: 1
            title: Nothing
            layout: ssd
            input: {width: 32, height: 16, channels: rgb}
            licence: none needed
            files: [{name: \(name), sha256: \(sha256)}]
            classes: \(classes)
            finds: {person: [walker]}

            """
        try Data(card.utf8).write(to: URL(fileURLWithPath: directory + "/street.yaml"))
        try Data().write(to: URL(fileURLWithPath: directory + "/" + name))
        return directory + "/" + name
    }

    private func model(_ arguments: String..., environment: [String: String] = [:]) throws -> BuiltBinary.Result {
        try BuiltBinary.run(
            arguments: ["model"] + arguments + ["--models", directory + "/models"], environment: environment)
    }

    @Test func `a model is added under its card's name and listed`() throws {
        defer { remove() }
        let file = try write()
        let empty = try model("list")
        #expect(empty.code == 0 && empty.output.isEmpty && empty.words.contains("no models"))
        let added = try model("add", file, "--card", directory + "/street.yaml")
        #expect(added.code == 0, "\(added.words)")
        #expect(added.lines == ["street: Nothing, ssd 32x16, finds person, licence none needed"])
        let listed = try model("list")
        #expect(listed.code == 0 && listed.lines.count == 2 && listed.lines[1].hasPrefix("street  Nothing  ssd"))
        let json = try #require(try JSONLines(try model("list", "--json")).ofType("wayside.model.v1").first)
        #expect(json["name"] as? String == "street" && json["finds"] as? [String] == ["person"])
        let checked = try BuiltBinary.run("check", directory + "/street.yaml")
        #expect(checked.code == 0 && checked.output.contains("card of a model with 2 classes, finds person"))
    }

    @Test func `a class of faces is refused with one line`() throws {
        defer { remove() }
        let file = try write(classes: "[background, walker, face]")
        let run = try model("add", file, "--card", directory + "/street.yaml")
        #expect(run.code == 65 && run.output.isEmpty)
        #expect(run.words.hasPrefix("wayside: \(directory)/street.yaml:7:31: \"face\" is refused"), "\(run.words)")
        #expect(run.words.split(separator: "\n").count == 1)
        #expect(!FileManager.default.fileExists(atPath: directory + "/models"))
    }

    @Test func `a file that is not the card's is refused with both hashes`() throws {
        defer { remove() }
        let other = String(repeating: "0", count: 64)
        let run = try model("add", try write(sha256: "\"\(other)\""), "--card", directory + "/street.yaml")
        #expect(run.code == 65 && run.words.contains("e3b0c44298fc") && run.words.contains(other), "\(run.words)")
    }

    @Test func `a file that was changed afterwards is told by list`() throws {
        defer { remove() }
        #expect(try model("add", try write(), "--card", directory + "/street.yaml").code == 0)
        try Data([1]).write(to: URL(fileURLWithPath: directory + "/models/street/empty.onnx"))
        let run = try model("list")
        #expect(run.code == 65 && run.output.isEmpty && run.words.contains("not the file of the card"))
    }

    @Test func `what is missing has its own code`() throws {
        defer { remove() }
        let file = try write()
        #expect(try model("add", file, "--card", directory + "/none.yaml").code == 66)
        #expect(try model("add", directory + "/none.onnx", "--card", directory + "/street.yaml").code == 65)
        #expect(try model("test", "street").code == 66)
        #expect(try model("add", file, "--card", directory + "/street.yaml").code == 0)
        #expect(try model("add", file, "--card", directory + "/street.yaml", "--name", "Two Words").code == 65)
        let noRuntime = try model("test", "street", environment: ["WAYSIDE_OPENVINO": directory])
        #expect(noRuntime.code == 69 && noRuntime.words.contains("make models-runtime"), "\(noRuntime.words)")
        let near = try model("test", "stret")
        #expect(near.code == 66 && near.words.contains("did you mean \"street\"?"))
    }
}
