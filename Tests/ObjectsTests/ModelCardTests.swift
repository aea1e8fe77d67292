import Base
import Foundation
import Objects
import StrictYAML
import Testing

@Suite struct `Model cards` {
    private static let hash = String(repeating: "0a", count: 32)
    private static let good = """
        model: 1
        title: Street objects
        layout: yolox
        input: {width: 416, height: 320, channels: bgr}
        licence: Apache-2.0
        files: [{name: street.onnx, sha256: \(hash)}]
        classes: [walker, car, truck, tree]
        finds: {person: [walker], vehicle: [truck, car]}

        """

    private func problems(_ text: String) -> [String] {
        do throws(Diagnostics) {
            _ = try ModelCardReader.read(text: text, file: "card.yaml")
            return []
        } catch { return error.list.map(\.description) }
    }

    @Test func `a card gives each class its meaning by its number`() throws {
        let card = try ModelCardReader.read(text: Self.good, file: "card.yaml")
        #expect(card.classes == [.person, .vehicle, .vehicle, nil] && card.found == [.person, .vehicle])
        #expect(card.inputSize == PixelSize(width: 416, height: 320) && card.channels == .bgr && card.fit == .letterbox)
        #expect(card.mean == [0, 0, 0] && card.deviation == [1, 1, 1])
        #expect(card.leastScore == 0.25 && card.mostOverlap == 0.45)
        #expect(card.files.map(\.name) == ["street.onnx"] && card.files.map(\.sha256) == [Self.hash])
    }

    @Test(arguments: [
        ("width: 416", "width: 400", "card.yaml:1:1", "multiple of 32"),
        ("bgr", "gbr", "card.yaml:4:44", "did you mean \"bgr\"?"),
        ("yolox", "yolov9", "card.yaml:3:9", "did you mean \"yolox\"?"),
        ("vehicle: [truck", "vehicle: [trick", "card.yaml:8:37", "did you mean \"truck\"?"),
        ("[truck, car]", "[walker]", "card.yaml:8:37", "is person already"),
        ("car, truck", "car, car", "card.yaml:7:24", "stands twice"),
        ("street.onnx", "../street.onnx", "card.yaml:6:16", "without directory"),
        ("street.onnx", "street.pt", "card.yaml:6:8", "neither an ONNX nor an IR"),
        ("0a0a", "0A0A", "card.yaml:6:37", "small hex digits"),
        ("finds: {person: [walker], vehicle: [truck, car]}", "finds: {}", "card.yaml:8:8", "finds nothing"),
        ("licence", "license", "card.yaml:5:1", "did you mean \"licence\"?"),
    ])
    func `a mistake is told with its place and its mend`(was: String, is now: String, place: String, words: String) {
        let text = Self.good.replacing(was, with: now, maxReplacements: 1)
        #expect(text != Self.good)
        let found = problems(text)
        #expect(found.contains { $0.hasPrefix(place + ":") && $0.contains(words) }, "\(found)")
    }

    @Test(arguments: [
        "face", "Faces", "human face", "head", "license-plate", "LicensePlate", "licence_plate", "number plate",
        "numberplate", "plate", "person re-id", "personReID", "reid", "re-identification", "gait", "gender", "faceID",
    ])
    func `a class that tells people apart is refused whether it is used or not`(name: String) {
        let found = problems(Self.good.replacing("tree]", with: "\"\(name)\"]"))
        #expect(
            found.count == 1 && found[0].hasPrefix("card.yaml:7:31: ") && found[0].contains("is refused"), "\(found)")
    }

    @Test func `a model is refused by its title and its file's name too`() {
        #expect(problems(Self.good.replacing("Street objects", with: "Face finder")).count == 1)
        #expect(problems(Self.good.replacing("street.onnx", with: "vehicle-license-plate-0106.onnx")).count == 1)
    }

    @Test(arguments: [
        "fire hydrant", "headphones", "surfaceboat", "template", "platform", "teddy bear", "person", "tree", "nosebag",
        "pageant", "racecar", "earth", "bulkhead", "remote id",
    ])
    func `a class that only sounds like one is not refused`(name: String) {
        #expect(RefusedWords.first(in: name) == nil)
    }

    @Test func `the schema has the reader's keys and words`() throws {
        let root = URL(fileURLWithPath: #filePath).appending(path: "../../../docs/schemas/model.schema.json")
            .standardized
        let schema = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: root)) as? [String: Any])
        let properties = try #require(schema["properties"] as? [String: [String: Any]])
        #expect(Set(properties.keys) == Set(ModelCardReader.keys))
        let input = try #require(properties["input"]?["properties"] as? [String: [String: Any]])
        #expect(Set(input.keys) == Set(ModelCardReader.inputKeys))
        #expect(input["channels"]?["enum"] as? [String] == ModelCard.Channels.allCases.map(\.rawValue))
        #expect(input["fit"]?["enum"] as? [String] == ModelCard.Fit.allCases.map(\.rawValue))
        #expect(properties["layout"]?["enum"] as? [String] == ModelCard.Layout.allCases.map(\.rawValue))
        let file = try #require((properties["files"]?["items"] as? [String: Any])?["properties"] as? [String: Any])
        #expect(Set(file.keys) == Set(ModelCardReader.fileKeys))
        let finds = try #require(properties["finds"]?["properties"] as? [String: Any])
        #expect(Set(finds.keys) == Set(ObjectClass.allCases.map(\.rawValue)))
    }

    @Test func `the shipped cards are good`() throws {
        let folder = URL(fileURLWithPath: #filePath).appending(path: "../../../models/cards").standardized.path
        let cards = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(!cards.isEmpty)
        for name in cards {
            let card = try ModelCardReader.read(file: folder + "/" + name)
            #expect(card.source != nil && card.found.contains(.person))
        }
    }
}
