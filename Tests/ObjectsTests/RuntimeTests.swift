import Base
import Foundation
import Objects
import Testing
import WaysideTestSupport

/// What this machine has: the runtime, and a directory of real models.
private enum Here {
    static let environment = ProcessInfo.processInfo.environment
    static let hasRuntime = (try? RuntimeLibrary.find(path: nil, environment: environment)) != nil
    static let models = environment["WAYSIDE_TEST_MODELS"]
    static let noRuntime: Comment = "OpenVINO is not installed; `make models-runtime` installs it"
    static let noModels: Comment = "WAYSIDE_TEST_MODELS names no directory of models"
}

private func picture(_ width: Int, _ height: Int, brightness: UInt8) -> RGBPicture {
    RGBPicture(
        size: PixelSize(width: width, height: height), bytes: [UInt8](repeating: brightness, count: 3 * width * height))
}

@Suite struct `The runtime` {
    private func finder(_ tiny: TinyModel) throws -> any ObjectFinder {
        let store = tiny.directory + "/models"
        _ = try ModelStore(directory: store, environment: [:]).add(file: tiny.file, card: tiny.card, name: "tiny")
        return try ObjectFinders.open(model: "tiny", models: store)
    }

    @Test(.enabled(if: Here.hasRuntime, Here.noRuntime))
    func `runs an IR model of the SSD kind`() throws {
        let tiny = try TinyModel.ssd()
        defer { tiny.remove() }
        let finder = try finder(tiny)
        #expect(finder.name.wholeMatch(of: /tiny@[0-9a-f]{8} openvino\/[0-9.]+/) != nil, "\(finder.name)")
        let found = try finder.find(in: picture(64, 32, brightness: 204))
        #expect(found.map(\.objectClass) == [.person, .object])
        #expect(abs(found[0].score - 0.8) < 1e-5 && abs(found[1].score - 0.4) < 1e-5)
        #expect(found[0].box == Box(x: 0, y: 0, width: 0.5, height: 1))
        #expect(found[1].box == Box(x: 0.75, y: 0.25, width: 0.25, height: 0.25))
        #expect(try finder.find(in: picture(16, 16, brightness: 10)).isEmpty, "too dark to be sure of")
    }

    @Test(.enabled(if: Here.hasRuntime, Here.noRuntime))
    func `runs an ONNX model of the YOLOX kind`() throws {
        let tiny = try TinyModel.yolox()
        defer { tiny.remove() }
        let found = try finder(tiny).find(in: picture(32, 32, brightness: 255))
        #expect(found.count == 1 && found.first?.objectClass == .vehicle)
        let box = try #require(found.first).box
        #expect(box.x == 0.25 && box.width == 0.5 && abs(box.y - 0.375) < 1e-6 && abs(box.height - 0.25) < 1e-6)
    }

    @Test(.enabled(if: Here.hasRuntime, Here.noRuntime))
    func `cameras that share a finder get the same as one alone`() async throws {
        let tiny = try TinyModel.ssd()
        defer { tiny.remove() }
        let finder = try finder(tiny)
        let alone = try (0..<8).map { try finder.find(in: picture(32, 16 + $0, brightness: UInt8(100 + 10 * $0))) }
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    (0..<8).allSatisfy {
                        (try? finder.find(in: picture(32, 16 + $0, brightness: UInt8(100 + 10 * $0)))) == alone[$0]
                    }
                }
            }
            for await same in group { #expect(same) }
        }
    }

    @Test(.enabled(if: Here.hasRuntime, Here.noRuntime))
    func `a model of another size than its card's is refused`() throws {
        let tiny = try TinyModel.ssd()
        defer { tiny.remove() }
        let card = try String(contentsOfFile: tiny.card, encoding: .utf8).replacing("width: 32", with: "width: 48")
        try Data(card.utf8).write(to: URL(fileURLWithPath: tiny.card))
        #expect(throws: ModelError.self) { _ = try finder(tiny) }
    }

    @Test(.enabled(if: Here.hasRuntime, Here.noRuntime))
    func `what is no model is refused with the runtime's words on one line`() throws {
        let tiny = try TinyModel.ssd()
        defer { tiny.remove() }
        let junk = Array("no model\n".utf8), path = tiny.directory + "/junk.onnx"
        try Data(junk).write(to: URL(fileURLWithPath: path))
        var card = try String(contentsOfFile: tiny.card, encoding: .utf8)
        card.replace(/files:\n.*\n.*\n/, with: "files: [{name: junk.onnx, sha256: \(SHA256Text.of(junk))}]\n")
        try Data(card.utf8).write(to: URL(fileURLWithPath: tiny.card))
        let store = ModelStore(directory: tiny.directory + "/models", environment: [:])
        _ = try store.add(file: path, card: tiny.card, name: "junk")
        do throws(ModelError) {
            _ = try ObjectFinders.open(model: "junk", models: store.directory)
            Issue.record("it was opened")
        } catch {
            guard case .problem(.unfit, let what, _, _) = error else { throw error }
            #expect(what.contains("cannot read the model") && !what.contains("\n"), "\(what)")
        }
    }

    @Test func `a place that has no library is named, and no other is tried`() throws {
        let directory = NSTemporaryDirectory()
        for environment in [[:], ["WAYSIDE_OPENVINO": directory + "elsewhere"]] {
            do throws(ModelError) {
                _ = try RuntimeLibrary.find(path: directory + "nothing-here", environment: environment)
                Issue.record("it was found")
            } catch {
                guard case .problem(.noRuntime, _, let place, _) = error else { throw error }
                #expect(place == directory + "nothing-here")
            }
        }
    }

    @Test func `the newest library of a directory is taken`() throws {
        let directory = NSTemporaryDirectory() + "wayside-runtime-\(ProcessInfo.processInfo.globallyUniqueString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        for name in ["libopenvino_c.so.900", "libopenvino_c.so.2641", "libopenvino.so.9999"] {
            try Data().write(to: URL(fileURLWithPath: directory + "/" + name))
        }
        let found = try RuntimeLibrary.find(path: nil, environment: ["WAYSIDE_OPENVINO": directory])
        #expect(found == directory + "/libopenvino_c.so.2641")
    }
}

@Suite(.enabled(if: Here.hasRuntime, Here.noRuntime), .enabled(if: Here.models != nil, Here.noModels))
struct `Real models` {
    @Test func `every one of them runs, and finds nothing in a grey picture`() throws {
        let store = ModelStore(directory: Here.models, environment: [:])
        #expect(!store.names.isEmpty, "\(store.directory)")
        for name in store.names {
            let finder = try ObjectFinders.open(model: name, models: store.directory)
            #expect(try finder.find(in: picture(640, 480, brightness: 114)).isEmpty, "\(name)")
        }
    }
}
