import Base
import Capture
import Glibc
import Testing
import WaysideTestSupport

@Suite struct `Recorded frames` {
    /// A recording with a bad picture of every kind between good ones.
    static func mixed() throws -> Scratch {
        let scratch = try Scratch()
        let whole = greyPicture(64, 48)
        let pictures: [[UInt8]] = [
            Array(whole.prefix(100)), greyPicture(64, 48, shift: 1), [], greyPicture(64, 48, shift: 2),
            Array("text".utf8), greyPicture(48, 64), try corpus("cmyk"), greyPicture(64, 48, shift: 3),
            greyPicture(64, 48, shift: 4),
        ]
        for (i, bytes) in pictures.enumerated() { try scratch.write(bytes, to: "frames/\(1000 + i).jpg") }
        return scratch
    }

    @Test(arguments: [1, 2, 4])
    func `the contract of frame sources holds`(threads: Int) throws {
        let scratch = try Self.mixed()
        let broken = try brokenFrameSourcePromises {
            try RecordedFrameSource(scratch.recording(), scale: .half, decodeThreads: threads)
        }
        #expect(broken == [])
    }

    @Test func `each bad picture is skipped with its reason and the run goes on`() throws {
        let scratch = try Self.mixed()
        var source = try RecordedFrameSource(scratch.recording())
        #expect(source.pictureSize == PixelSize(width: 64, height: 48))
        var frame = Frame()
        var outcomes: [FrameOutcome] = []
        for number in 0..<9 {
            outcomes.append(try source.next(into: &frame))
            #expect(frame.sequence == number)
            #expect(frame.time == Timestamp.recordingDefault.advanced(bySeconds: Double(number) / 10))
        }
        #expect(
            outcomes == [
                .skipped(.truncated), .frame, .skipped(.empty), .frame, .skipped(.notJPEG), .skipped(.sizeChanged),
                .skipped(.unsupported), .frame, .frame,
            ])
        #expect(try source.next(into: &frame) == .end)
    }

    @Test func `threads make no difference`() throws {
        let scratch = try Scratch()
        for i in 0..<60 {
            try scratch.write(i % 7 == 3 ? [0] : greyPicture(160, 120, shift: i), to: "\(1000 + i).jpeg")
        }
        func transcript(_ threads: Int) throws -> SourceTranscript {
            var transcript = SourceTranscript()
            var source = try RecordedFrameSource(scratch.recording(), decodeThreads: threads)
            try transcript.pull(&source, atMost: 100)
            return transcript
        }
        let one = try transcript(1)
        #expect(one.lines.count == 60 && Set(one.lines).count > 50)
        for threads in 2...5 { #expect(try transcript(threads) == one) }
    }

    @Test(arguments: [2, 4])
    func `a source may be given up at any picture`(threads: Int) throws {
        let scratch = try Self.mixed()
        for count in 0..<9 {
            var source = try RecordedFrameSource(scratch.recording(), decodeThreads: threads)
            var frame = Frame()
            for _ in 0..<count { _ = try source.next(into: &frame) }
        }
    }

    @Test func `a stream and files of the same pictures give the same frames`() throws {
        let files = try Scratch(), stream = try Scratch()
        let pictures = (0..<9).map { greyPicture(80, 60, shift: $0) }
        for (i, bytes) in pictures.enumerated() { try files.write(bytes, to: "frames/\(i).jpg") }
        try stream.write([7, 7] + pictures.joined(), to: "frames.mjpeg")
        var transcripts: [SourceTranscript] = []
        for scratch in [files, stream] {
            var transcript = SourceTranscript()
            var source = try RecordedFrameSource(scratch.recording())
            try transcript.pull(&source, atMost: 100)
            transcripts.append(transcript)
        }
        #expect(transcripts[0] == transcripts[1])
        #expect(try RecordedImages(directory: stream.path).strayBytes == 2)
        #expect(try RecordedImages(directory: stream.path).bytes(of: 4) == pictures[4])
    }

    @Test func `masks are black before anyone sees the frame`() throws {
        let scratch = try Scratch()
        let white = [UInt8](repeating: 255, count: 64 * 48)
        try scratch.write(JPEGEncoder().encode(grey: white.span, size: PixelSize(width: 64, height: 48)), to: "0.jpg")
        let left = Polygon([Point(0, 0), Point(0.5, 0), Point(0.5, 1), Point(0, 1)])
        for threads in [1, 3] {
            var source = try RecordedFrameSource(scratch.recording(masks: [left]), scale: .half, decodeThreads: threads)
            var frame = Frame()
            #expect(try source.next(into: &frame) == .frame)
            for (i, value) in pixels(frame).enumerated() { #expect(value == (i % 32 < 16 ? 0 : 255)) }
        }
    }

    @Test func `the scale follows from the smallest object`() throws {
        let scratch = try Scratch()
        try scratch.write(greyPicture(1280, 720), to: "0.jpg")
        var recording = scratch.recording()
        recording.camera.smallestObject = 0.06
        #expect(try RecordedFrameSource(recording).frameSize == PixelSize(width: 320, height: 180))
        recording.camera.smallestObject = 0.03
        #expect(try RecordedFrameSource(recording).frameSize == PixelSize(width: 640, height: 360))
    }
}

@Suite struct `Recordings that cannot be opened` {
    @Test func `each problem has its line`() throws {
        let missing = Recording(
            directory: "nowhere/at-all", title: "", pace: .rate(10), start: .recordingDefault,
            camera: CameraSettings(id: "c"))
        #expect(refused(missing)?.contains("No such file or directory") == true)

        let empty = try Scratch()
        #expect(refused(empty.recording())?.contains("no JPEG files") == true)

        try empty.write([], to: "frames.mjpeg")
        #expect(refused(empty.recording())?.contains("no JPEG image in the stream") == true)

        try empty.write([1], to: "frames/1.jpg")
        #expect(refused(empty.recording())?.contains("both frames/ and frames.mjpeg") == true)

        let bad = try Scratch()
        for i in 0..<3 { try bad.write([0xFF, 0xD8], to: "\(i).jpg") }
        #expect(refused(bad.recording()) == "none of 3 pictures can be decoded; the first is truncated")
    }

    @Test func `files come in bytewise order and others are left alone`() throws {
        let scratch = try Scratch()
        for name in ["b.jpg", "a.JPG", "10.jpeg", "9.jpg", "note.txt", "c.jpg.part", "É.jpg"] {
            try scratch.write([1], to: name)
        }
        let images = try RecordedImages(directory: scratch.path)
        #expect(
            (0..<images.count).map { images.place(of: $0).split(separator: "/").last ?? "" }
                == ["10.jpeg", "9.jpg", "a.JPG", "b.jpg", "É.jpg"])
    }

    @Test func `a folder named like a picture is unreadable, not fatal`() throws {
        let scratch = try Scratch()
        try scratch.write(greyPicture(16, 16), to: "a.jpg")
        try scratch.write([1], to: "b.jpg/inside")
        var source = try RecordedFrameSource(scratch.recording())
        var frame = Frame()
        #expect(try source.next(into: &frame) == .frame)
        #expect(try source.next(into: &frame) == .skipped(.unreadable))
    }

    @Test func `a pipe or a device named like a picture is unreadable and not waited for`() throws {
        let scratch = try Scratch()
        try scratch.write(greyPicture(16, 16), to: "a.jpg")
        try #require(unsafe mkfifo(scratch.path + "/b.jpg", 0o600) == 0)
        try #require(unsafe symlink("/dev/zero", scratch.path + "/c.jpg") == 0)
        var source = try RecordedFrameSource(scratch.recording())
        var frame = Frame()
        #expect(try source.next(into: &frame) == .frame)
        for _ in 0..<2 { #expect(try source.next(into: &frame) == .skipped(.unreadable)) }
    }
}

private func refused(_ recording: Recording) -> String? {
    do throws(CaptureError) {
        _ = try RecordedFrameSource(recording)
        return nil
    } catch {
        return error.mend.isEmpty || error.place.isEmpty ? nil : error.what
    }
}
