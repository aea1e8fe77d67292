import Base
import Capture
import Settings
import Foundation
import Testing
import WaysideTestSupport

private let size = PixelSize(width: 320, height: 240)
private let unplugged = CameraFault(.unplugged, "gone", mend: "plug it in")

/// A live run with a recording beside it, in a directory of its own.
private struct RecordedLiveRun {
    let directory: String
    let writer: RecordingWriter
    let live: SourceTranscript

    init(
        _ granted: GrantedFormat, _ steps: [RehearsedCamera.Step], limits: RecordingWriter.Limits = .init()
    ) throws {
        directory = NSTemporaryDirectory() + "wayside-record-\(ProcessInfo.processInfo.globallyUniqueString)"
        var settings = CameraSettings(id: "cam")
        settings.smallestObject = 0.1
        writer = try RecordingWriter(
            directory: directory, title: "A \"live\" run", cameraText: CameraText.yaml(settings), limits: limits)
        let camera = RehearsedCamera(granted, steps)
        var source = try LiveFrameSource(
            LivePlan(path: "/dev/test", camera: settings), recorder: writer, clock: camera.clock.clock
        ) { () throws(CameraFault) in try camera.open() }
        var transcript = SourceTranscript()
        while !camera.isAtEnd { try transcript.pull(&source, atMost: 0) }
        writer.stop("the end")
        live = transcript
    }

    func remove() { try? FileManager.default.removeItem(atPath: directory) }

    /// What the recording gives.
    func replayed(threads: Int = 1) throws -> SourceTranscript {
        var source = try RecordedFrameSource(try FixtureReader.read(directory: directory), decodeThreads: threads)
        var transcript = SourceTranscript()
        try transcript.pull(&source, atMost: 1000)
        return transcript
    }

    func file(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: directory + "/" + name)))
    }
}

@Suite struct `Recording a live camera` {
    private let mjpeg = GrantedFormat(size: size, layout: .jpeg, fourcc: "MJPG", rate: 30)

    @Test func `a recording of JPEG gives again what the camera gave, its own bytes unchanged`() throws {
        let pictures = (0..<6).map { greyPicture(320, 240, shift: 5 * $0) }
        let run = try RecordedLiveRun(
            mjpeg,
            [
                .buffer(pictures[0]), .buffer(pictures[1], after_ms: 41), .buffer([1, 2, 3]),
                .buffer(pictures[2], missing: 3), .buffer(pictures[2], isFaulty: true), .buffer(pictures[3]),
                .fault(unplugged), .refuse(unplugged, times: 6), .buffer(pictures[4]), .buffer(pictures[5]),
            ])
        defer { run.remove() }
        #expect(run.live.lines.contains { $0.hasPrefix("lost unplugged") })
        #expect(try run.replayed() == run.live)
        #expect(try run.replayed(threads: 3) == run.live)
        #expect(try run.file("frames.mjpeg") == Array(pictures.joined()))
    }

    @Test(arguments: [
        PixelLayout.packedEven(stride: 648), .planar(stride: 336),
    ])
    func `a recording of raw pictures gives again what the camera gave`(_ layout: PixelLayout) throws {
        let stride = if case .planar(let stride) = layout { stride } else { 648 }
        func raw(_ shift: Int) -> [UInt8] {
            (0..<stride * 240 * 2).map { UInt8(truncatingIfNeeded: ($0 &* 7 + shift * 31) >> 2) }
        }
        let granted = GrantedFormat(size: size, layout: layout, fourcc: "YUYV", rate: 30)
        let run = try RecordedLiveRun(
            granted, [.buffer(raw(0)), .buffer(raw(1)), .buffer([9]), .buffer(raw(2), after_ms: 500)])
        defer { run.remove() }
        #expect(run.live.lines.count == 4)
        #expect(try run.replayed() == run.live)
        #expect(try run.file("frames.pgm").starts(with: Array("P5\n320 240\n255\n".utf8)))
    }

    @Test func `it ends at its limits and stays a recording`() throws {
        let picture = greyPicture(320, 240)
        let run = try RecordedLiveRun(
            mjpeg, (0..<50).map { _ in .buffer(picture) },
            limits: .init(bytes: 10 * picture.count, duration_s: nil))
        defer { run.remove() }
        #expect(run.writer.status.state == .finished("the size is reached"))
        #expect(run.writer.status.pictures == 10 && run.writer.status.bytes == 10 * picture.count)
        #expect(try run.replayed().lines == Array(run.live.lines.prefix(10)))
        let short = try RecordedLiveRun(
            mjpeg, (0..<50).map { _ in .buffer(picture, after_ms: 100) }, limits: .init(duration_s: 1.05))
        defer { short.remove() }
        #expect(short.writer.status.state == .finished("the duration is reached"))
        #expect(try short.replayed().lines == Array(short.live.lines.prefix(11)))
    }

    @Test func `a recording that was cut off is valid up to there`() throws {
        let run = try RecordedLiveRun(mjpeg, (0..<8).map { .buffer(greyPicture(320, 240, shift: $0)) })
        defer { run.remove() }
        let bytes = try run.file("frames.mjpeg")
        try Data(bytes.dropLast(100)).write(to: URL(fileURLWithPath: run.directory + "/frames.mjpeg"))
        let replayed = try run.replayed()
        #expect(Array(replayed.lines.prefix(7)) == Array(run.live.lines.prefix(7)))
        #expect(replayed.lines[7] == "skipped truncated")
    }

    @Test func `a directory that holds a recording is refused`() throws {
        let run = try RecordedLiveRun(mjpeg, [.buffer(greyPicture(320, 240))])
        defer { run.remove() }
        let error = #expect(throws: CaptureError.self) {
            try RecordingWriter(directory: run.directory, title: "t", cameraText: "  id: cam\n")
        }
        #expect(error?.kind == .output && error?.what.contains("fixture.yaml") == true)
    }

    @Test func `files and directory are for their owner only`() throws {
        let run = try RecordedLiveRun(mjpeg, [.buffer(greyPicture(320, 240))])
        defer { run.remove() }
        func mode(_ path: String) throws -> Int {
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            return try #require(attributes[.posixPermissions] as? Int)
        }
        #expect(try mode(run.directory) == 0o700)
        for name in ["fixture.yaml", "frames.csv", "frames.mjpeg"] {
            #expect(try mode(run.directory + "/" + name) == 0o600)
        }
    }
}
