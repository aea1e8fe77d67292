import Base
import Settings
import Foundation
import StrictYAML
import Testing

@Suite struct `Documented examples` {
    /// The fenced YAML blocks of `docs/formats.md`.
    private func blocks() throws -> [String] {
        let text = try String(contentsOfFile: packageRoot + "/docs/formats.md", encoding: .utf8)
        return text.components(separatedBy: "```yaml\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
    }

    @Test func `the fixture of the documentation is read`() throws {
        let text = try #require(try blocks().first { $0.hasPrefix("fixture:") })
        let scratch = try ScratchDirectory()
        try scratch.write("fixture.yaml", text)
        let recording = try FixtureReader.read(directory: scratch.path)
        #expect(recording.camera.id == "bay" && recording.camera.rules.count == 1)
    }

    @Test func `the example of a message is the message`() throws {
        let text = """
            wayside: 1
            site: {id: depot}
            purpose: Keep the gate clear
            policy: policy.yaml
            cameras:
              - id: bay
                source: v4l2:/dev/video0
                places: [{id: gate, line: [[0.1, 0.5], [0.9, 0.5]]}]
                rules: [{behaviour: line-crossed, place: gaet}]
            """
        let error = try #require(throws: Diagnostics.self) {
            _ = try SiteConfigurationReader.read(text: text, file: "wayside.yaml")
        }
        let documentation = try String(contentsOfFile: packageRoot + "/docs/formats.md", encoding: .utf8)
        let message = "there is no place `gaet` at this camera; did you mean \"gate\"?"
        #expect(error.description.hasSuffix(message))
        #expect(documentation.contains(message))
    }
}
