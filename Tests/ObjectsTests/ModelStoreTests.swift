import Foundation
import Objects
import Testing
import WaysideTestSupport

@Suite struct `The store of models` {
    private let tiny: TinyModel
    private let store: ModelStore

    init() throws {
        tiny = try TinyModel.ssd()
        store = ModelStore(directory: tiny.directory + "/models", environment: [:])
    }

    private func kind(_ body: () throws(ModelError) -> Void) -> ModelError.Kind? {
        do throws(ModelError) { try body() } catch {
            guard case .problem(let kind, _, _, _) = error else { return nil }
            return kind
        }
        return nil
    }

    @Test func `a model is added once under the name of its card and listed`() throws {
        defer { tiny.remove() }
        #expect(store.names == [])
        let (model, isNew) = try store.add(file: tiny.file, card: tiny.card, name: nil)
        #expect(isNew && model.name == "tiny-ssd" && store.names == ["tiny-ssd"])
        #expect(model.paths.map { ($0 as NSString).lastPathComponent } == ["tiny.xml", "tiny.bin"])
        #expect(try !store.add(file: tiny.file, card: tiny.card, name: nil).isNew)
        #expect(try store.add(file: tiny.file, card: tiny.card, name: "other").isNew && store.names.count == 2)
        let left = try FileManager.default.contentsOfDirectory(atPath: store.directory)
        #expect(left.sorted() == ["other", "tiny-ssd"], "nothing half done is left")
    }

    @Test func `a file that is not the card's is refused when it is added and when it is opened`() throws {
        defer { tiny.remove() }
        _ = try store.add(file: tiny.file, card: tiny.card, name: nil)
        for path in [tiny.directory, store.directory + "/tiny-ssd"].map({ $0 + "/tiny.bin" }) {
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data([0]))
            try handle.close()
        }
        #expect(kind { () throws(ModelError) in _ = try store.model("tiny-ssd") } == .unfit)
        #expect(
            kind { () throws(ModelError) in _ = try store.add(file: tiny.file, card: tiny.card, name: "b") } == .unfit)
        #expect(store.names == ["tiny-ssd"])
    }

    @Test func `another model under a name that is taken is refused`() throws {
        defer { tiny.remove() }
        let other = try TinyModel.yolox()
        defer { other.remove() }
        _ = try store.add(file: tiny.file, card: tiny.card, name: "one")
        #expect(
            kind { () throws(ModelError) in _ = try store.add(file: other.file, card: other.card, name: "one") }
                == .cannotKeep)
        #expect(try store.model("one").card.layout == .ssd)
    }

    @Test(arguments: ["../tiny", "", ".", "Tiny", "a/b", "nothing"])
    func `names that are none, and names of nothing, are missing`(name: String) throws {
        defer { tiny.remove() }
        _ = try store.add(file: tiny.file, card: tiny.card, name: nil)
        #expect(kind { () throws(ModelError) in _ = try store.model(name) } == .missing)
    }

    @Test func `a missing file of the card is named`() throws {
        defer { tiny.remove() }
        try FileManager.default.removeItem(atPath: tiny.directory + "/tiny.bin")
        #expect(
            kind { () throws(ModelError) in _ = try store.add(file: tiny.file, card: tiny.card, name: nil) } == .missing
        )
    }
}
