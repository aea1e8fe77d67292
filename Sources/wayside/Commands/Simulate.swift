import ArgumentParser
import Base
import Capture
import Settings
import Foundation
import Pipeline
import Simulate
import StrictYAML

/// `wayside simulate`: a scene file becomes a recorded fixture with its exact truth.
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Renders a scene into a fixture: fixture.yaml, truth.yaml and frames.mjpeg.",
        discussion: "The same scene and seed give the same bytes on every machine.")

    @OptionGroup var output: ConsoleOptions

    @Argument(help: "Scene file.")
    var scene: String

    @Option(help: "Takes the place of the scene's own seed.")
    var seed: UInt64?

    @Option(help: ArgumentHelp("Directory to write; made when it is missing.", valueName: "dir"))
    var out: String

    @Option(help: "JPEG quality, 1...100.")
    var quality = ScenePictures.standardQuality

    @Option(
        help: ArgumentHelp(
            "Chroma kept beside the luma: 4:2:0 (unless said), 4:2:2 as most webcams send, or 4:4:4.",
            valueName: "j:a:b"),
        transform: Simulate.chroma)
    var chroma = JPEGEncoder.Chroma.quartered

    func validate() throws {
        if !(1...100).contains(quality) { throw ValidationError("--quality must be 1...100, not \(quality)") }
    }

    func run() throws {
        let console = Console(output), stop = Interruption.install()
        let file = try Failure.mapping(.data) { () throws(Diagnostics) in
            try SceneReader.read(file: scene, seed: seed, camera: CameraReader.read)
        }
        console.words(
            "\(ControlCharacters.writtenOut(file.scene.title)), seed \(file.scene.seed), \(file.scene.frameCount) frames"
        )
        let fixture = try FixtureDirectory(out)
        try fixture.write("fixture.yaml", FixtureText.yaml(file.scene, camera: file.cameraNode))
        try fixture.write("truth.yaml", SceneTruth(file.scene, camera: file.camera).yaml())
        var stream = try fixture.openStream()
        var pictures = ScenePictures(file.scene, quality: quality, chroma: chroma)
        let started_s = ProcessInfo.processInfo.systemUptime
        for index in 0..<file.scene.frameCount {
            if stop.isRequested { throw ExitCode.interrupted }
            try stream.append(pictures.jpeg(of: index))
            console.progress(
                ProgressLine.text(
                    done: index + 1, of: file.scene.frameCount,
                    elapsed_s: ProcessInfo.processInfo.systemUptime - started_s,
                    words: "\(stream.bytesWritten / 1024) KiB"))
        }
        try stream.finish()
        console.endProgress()
        console.words("wrote \(out): \(file.scene.frameCount) pictures, \(stream.bytesWritten / 1024) KiB")
    }

    private static func chroma(_ text: String) throws -> JPEGEncoder.Chroma {
        guard let chroma = JPEGEncoder.Chroma(rawValue: text) else {
            throw ValidationError("--chroma must be 4:2:0, 4:2:2 or 4:4:4, not \(ControlCharacters.writtenOut(text))")
        }
        return chroma
    }
}
