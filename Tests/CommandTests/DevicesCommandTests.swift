import Foundation
import Testing
import WaysideTestSupport

@Suite struct `wayside devices` {
    let camera: FakeCamera
    private let device: String

    /// The camera's node lies in a directory of its own, with a link as udev makes them.
    init() throws {
        camera = try FakeCamera()
        device = camera.directory + "/video7"
        // A link that leads nowhere: only the stand-in for libv4l2 knows what is behind it.
        try FileManager.default.createSymbolicLink(atPath: device, withDestinationPath: "nowhere")
        let links = camera.directory + "/v4l/by-id"
        try FileManager.default.createDirectory(atPath: links, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: links + "/usb-Fake-video-index0", withDestinationPath: "../../video7")
    }

    private var link: String { camera.directory + "/v4l/by-id/usb-Fake-video-index0" }

    private func devices(_ arguments: String..., settings: [String: String] = [:]) throws -> BuiltBinary.Result {
        let settings = settings.merging(["DEVICE": device]) { $1 }
        return try BuiltBinary.run(
            arguments: ["devices"] + arguments, environment: try camera.environment(settings))
    }

    @Test func `lists formats, sizes with their best rate, the choice, and the line for the configuration`() throws {
        defer { camera.remove() }
        let run = try devices(device)
        #expect(run.code == 0 && run.lines.first?.hasPrefix(device) == true, "\(run.words)")
        #expect(run.lines.contains { $0.contains("MJPG") && $0.contains("320x240 30*") }, "\(run.output)")
        #expect(run.lines.contains { $0.contains("YUYV") && $0.contains("320x240 30") && !$0.contains("*") })
        let line =
            "- {id: camera, source: \"v4l2:\(link)\", "
            + "format: {width: 320, height: 240, rate: 30, pixels: mjpeg}}"
        #expect(run.output.contains(line))
        let site = "wayside: 1\nsite: {id: local}\npurpose: p\npolicy: policy.yaml\ncameras:\n  \(line)\n"
        let file = camera.directory + "/wayside.yaml"
        try Data(site.utf8).write(to: URL(fileURLWithPath: file))
        try camera.writePolicy()
        let check = try BuiltBinary.run("check", file)
        #expect(check.code == 0, "what is printed can be pasted: \(check.output)\(check.words)")
    }

    @Test func `machines get one object per camera`() throws {
        defer { camera.remove() }
        let run = try devices(device, "--json")
        let device = try #require(try JSONLines(run).ofType("wayside.device.v1").first)
        #expect(device["path"] as? String == self.device && device["byId"] as? String == link && device["fault"] == nil)
        let formats = try #require(device["formats"] as? [[String: Any]])
        let jpeg = try #require(formats.first { $0["fourcc"] as? String == "MJPG" })
        let size = try #require((jpeg["sizes"] as? [[String: Any]])?.first)
        #expect(jpeg["pixels"] as? String == "mjpeg" && size["width"] as? Int == 320)
        #expect((size["rates"] as? [Double])?.sorted() == [5, 10, 15, 25, 30])
    }

    @Test func `a camera that cannot be opened is listed with the reason and the mend`() throws {
        defer { camera.remove() }
        let run = try devices(device, "--json", settings: ["FAIL": "open=EACCES"])
        let fault = try #require(try JSONLines(run).objects.first?["fault"] as? [String: Any])
        #expect(run.code == 77 && fault["reason"] as? String == "permission")
        #expect((fault["mend"] as? String)?.contains("video") == true && (fault["words"] as? String)?.isEmpty == false)
        let text = try devices(device, settings: ["FAIL": "open=EACCES"])
        #expect(text.code == 77 && text.output.contains("usermod"))
    }

    @Test func `no camera is one line and exit 69`() throws {
        defer { camera.remove() }
        guard try FileManager.default.contentsOfDirectory(atPath: "/dev").allSatisfy({ !$0.hasPrefix("video") }) else {
            return  // this machine has cameras
        }
        for verb in ["devices", "watch"] {
            let run = try BuiltBinary.run(verb)
            #expect(run.code == 69 && run.output.isEmpty, "\(run.words)")
            #expect(run.words.split(separator: "\n").count == 1 && run.words.contains("there is no camera"))
        }
    }
}
