import Base
import Settings
import Foundation
import Simulate
import StrictYAML
import Testing

/// The scenes in `fixtures/scenes`.
@Suite struct ShippedSceneTests {
    @Test(arguments: Shipped.all)
    func `a shipped scene loads, and something happens for each of its rules`(_ name: String) throws {
        let file = try Shipped.load(name)
        #expect(file.scene.duration_s >= 60)
        let events = SceneTruth(file.scene, camera: file.camera).events
        for rule in file.camera.rules where rule.place != "edge" && rule.behaviour != .cameraTampered {
            #expect(events.contains { $0.behaviour == rule.behaviour && $0.place == rule.place }, "\(name): \(rule.id)")
        }
    }

    @Test func `the courtyard shows eight behaviours`() throws {
        let file = try Shipped.load("courtyard")
        let seen = Set(SceneTruth(file.scene, camera: file.camera).events.map(\.behaviour))
        #expect(
            seen == [
                .lineCrossed, .zoneEntered, .loitering, .wrongWay, .occupancy, .overcrowding, .motion, .cameraTampered,
            ])
    }

    @Test func `nobody crosses the line that only shadows cross`() throws {
        let file = try Shipped.load("shadow")
        #expect(!SceneTruth(file.scene, camera: file.camera).events.contains { $0.place == "edge" })
    }

    @Test func `every reason of tampering comes with its time`() throws {
        let file = try Shipped.load("tamper")
        let reasons = SceneTruth(file.scene, camera: file.camera).events.compactMap(\.reason)
        #expect(reasons == [.covered, .dark, .blurred, .moved, .frozen])
    }

    @Test(arguments: Shipped.all)
    func `the same seed gives the same bytes, in any order of frames`(_ name: String) throws {
        let scene = try Shipped.load(name).scene
        var forwards = SceneRenderer(scene), backwards = SceneRenderer(scene)
        var plane: [UInt8] = []
        let frames = [0, 1, 133, 250, 251, 599]
        var sums: [Int: UInt64] = [:]
        for frame in frames {
            forwards.renderLuma(frame: frame, into: &plane)
            sums[frame] = checksum(plane)
        }
        for frame in frames.reversed() {
            backwards.renderLuma(frame: frame, into: &plane)
            #expect(checksum(plane) == sums[frame])
        }
        #expect(Set(sums.values).count == frames.count)
    }

    @Test(arguments: Shipped.all)
    func `ten other seeds are ten other recordings`(_ name: String) throws {
        let seeds: [UInt64] = [1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010]
        let truths = try seeds.map { seed in
            let file = try Shipped.load(name, seed: seed)
            #expect(file.scene.seed == seed)
            return SceneTruth(file.scene, camera: file.camera).yaml()
        }
        #expect(Set(truths).count == seeds.count)
    }

    @Test(arguments: ["courtyard", "gate", "depot"])
    func `fixture text carries the camera unchanged`(_ name: String) throws {
        let file = try Shipped.load(name)
        let text = FixtureText.yaml(file.scene, camera: file.cameraNode)
        let camera = try YAMLFile.read(text: text, file: "fixture.yaml") { root -> CameraSettings? in
            root.mapping(["fixture", "title", "rate", "start", "camera"])?.required("camera").flatMap(CameraReader.read)
        }
        #expect(camera == file.camera)
    }

    @Test func `the shipped courtyard is described as its scene says, with the scene's truth`() throws {
        let file = try Shipped.load("courtyard")
        let folder = Shipped.root + "/fixtures/courtyard"
        let text = try String(contentsOfFile: folder + "/fixture.yaml", encoding: .utf8)
        let truth = try String(contentsOfFile: folder + "/truth.yaml", encoding: .utf8)
        #expect(text == FixtureText.yaml(file.scene, camera: file.cameraNode))
        #expect(truth == SceneTruth(file.scene, camera: file.camera).yaml(), "`make fixtures` renders it anew")
    }

    /// Mean error of the count that a plain difference from the first frame gives.
    private func naiveError(_ name: String) throws -> Double {
        let scene = try Shipped.load(name).scene
        var renderer = SceneRenderer(scene)
        var first: [UInt8] = [], plane: [UInt8] = []
        renderer.renderLuma(frame: 0, into: &first)
        let frames = Array(stride(from: 60, to: scene.frameCount - 60, by: 15))
        var error = 0
        for frame in frames {
            renderer.renderLuma(frame: frame, into: &plane)
            let blobs = NaiveDifference.blobs(first, plane, width: scene.size.width, height: scene.size.height)
            error += abs(blobs - SceneTruth.objectsInPicture(scene, at: scene.seconds(ofFrame: frame)))
        }
        return Double(error) / Double(frames.count)
    }

    @Test func `a plain frame difference nearly counts a clean scene`() throws {
        let error = try naiveError("courtyard")
        #expect(error < 0.9, "courtyard: \(error)")
    }

    @Test(arguments: ["shadow", "foliage", "rain", "light", "crowd"])
    func `a plain frame difference miscounts on the hard scenes`(_ name: String) throws {
        let error = try naiveError(name)
        #expect(error > 1, "\(name): \(error)")
    }
}

/// What a beginner would write: pixels that differ from the first frame, joined into blobs.
enum NaiveDifference {
    static func blobs(_ a: [UInt8], _ b: [UInt8], width: Int, height: Int) -> Int {
        let cell = 4, columns = width / cell, rows = height / cell
        var set = [Bool](repeating: false, count: columns * rows)
        for row in 0..<rows {
            for column in 0..<columns {
                var sum = 0
                for y in 0..<cell {
                    for x in 0..<cell {
                        let i = (row * cell + y) * width + column * cell + x
                        sum += abs(Int(a[i]) - Int(b[i]))
                    }
                }
                set[row * columns + column] = sum > 18 * cell * cell
            }
        }
        return count(set, columns, rows)
    }

    private static func count(_ set: [Bool], _ columns: Int, _ rows: Int) -> Int {
        var left = set, blobs = 0
        for start in left.indices where left[start] {
            var stack = [start], size = 0
            left[start] = false
            while let cell = stack.popLast() {
                size += 1
                let x = cell % columns, y = cell / columns
                for (nx, ny) in [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)]
                where nx >= 0 && ny >= 0 && nx < columns && ny < rows {
                    if left[ny * columns + nx] {
                        left[ny * columns + nx] = false
                        stack.append(ny * columns + nx)
                    }
                }
            }
            if size >= 6 { blobs += 1 }
        }
        return blobs
    }
}
