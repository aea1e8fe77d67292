import Base
import Capture
import Synchronization
import Testing
import WaysideTestSupport

private let size = PixelSize(width: 320, height: 240)
private let mjpeg = GrantedFormat(size: size, layout: .jpeg, fourcc: "MJPG", rate: 30)
private let unplugged = CameraFault(.unplugged, "gone", mend: "plug it in")

/// A live source over a script, and what it said.
private struct LiveRun {
    let camera: RehearsedCamera
    let journal: CameraJournal
    private(set) var outcomes: [FrameOutcome] = []
    private(set) var times: [Timestamp] = []
    private(set) var numbers: [Int] = []
    private(set) var drops = DropCounts()

    /// Pulls until the script is at its end and, when asked for, so many milliseconds longer.
    init(
        _ camera: RehearsedCamera, settings: CameraSettings = CameraSettings(id: "cam"), isPatient: Bool = false,
        recorder: RecordingWriter? = nil, longer_ms: Int = 0,
        beforeEachPull: (HandClock, Int) -> Void = { _, _ in }
    ) throws {
        self.camera = camera
        journal = CameraJournal()
        var source = try LiveFrameSource(
            LivePlan(path: "/dev/test", camera: settings, isPatient: isPatient), journal: journal, recorder: recorder,
            clock: camera.clock.clock
        ) { () throws(CameraFault) in try camera.open() }
        var frame = Frame(), until: UInt64 = .max, pulls = 0
        while camera.clock.now_ns < until {
            if camera.isAtEnd, until == .max { until = camera.clock.now_ns + UInt64(longer_ms) * 1_000_000 }
            beforeEachPull(camera.clock, pulls)
            pulls += 1
            let outcome = try source.next(into: &frame)
            if outcome == .waiting { continue }
            outcomes.append(outcome)
            if outcome == .clockStepped { continue }
            times.append(frame.time)
            numbers.append(frame.sequence)
        }
        drops = source.drops
    }

    var losses: Int { outcomes.count { if case .lost = $0 { true } else { false } } }
}

@Suite struct `A live camera as a source` {
    private let picture = greyPicture(320, 240)

    @Test func `gives what comes, by the driver's times, numbered without gaps`() throws {
        let run = try LiveRun(
            RehearsedCamera(mjpeg, [.buffer(picture), .buffer(picture, missing: 2), .buffer(picture)]))
        #expect(run.outcomes == [.frame, .frame, .frame])
        #expect(run.numbers == [0, 1, 2])
        #expect(run.times[1].milliseconds(since: run.times[0]) == 33)
        #expect(run.drops.driver == 2 && run.drops.overload == 0)
        #expect(run.journal.driverSent == 5)
        #expect(run.camera.opened == 1 && run.camera.closed == 1, "the device is closed with its source")
    }

    @Test func `a faulty buffer without number or time does not disturb the numbering`() throws {
        let run = try LiveRun(
            RehearsedCamera(
                mjpeg,
                [.buffer(picture), .buffer(picture), .unnumbered, .unnumbered, .buffer(picture, missing: 1)]))
        #expect(run.outcomes == [.frame, .frame, .skipped(.flagged), .skipped(.flagged), .frame])
        #expect(run.drops.driver == 1 && run.times == run.times.sorted())
    }

    /// A camera whose buffers were all filled when they were looked at.
    private func late() -> [RehearsedCamera.Step] {
        (0..<8).reversed().map { RehearsedCamera.Step.buffer(picture, after_ms: 0, ready: $0 + 1) }
    }

    @Test func `a gap behind full buffers was ours, any other the driver's`() throws {
        let run = try LiveRun(
            RehearsedCamera(
                mjpeg,
                [.buffer(picture)] + late() + [.buffer(picture, missing: 3), .buffer(picture, missing: 1)]))
        #expect(run.drops.overload == 4 + 3 && run.drops.driver == 1)
    }

    @Test func `of more than four filled buffers the oldest are given back unread, and counted`() throws {
        let run = try LiveRun(RehearsedCamera(mjpeg, [.buffer(picture)] + late() + [.buffer(picture)]))
        #expect(run.outcomes == [FrameOutcome](repeating: .frame, count: 6))
        #expect(run.numbers == Array(0..<6) && run.times == run.times.sorted())
        #expect(run.drops.overload == 4 && run.drops.driver == 0)
        #expect(run.journal.driverSent == 10, "driver sent = received + dropped")
    }

    @Test func `waiting opens the camera and waits for a buffer, and taking does not wait any more`() throws {
        let absent = CameraFault(.absent, "no such device", mend: "plug it in")
        let camera = RehearsedCamera(
            mjpeg, [.buffer(picture), .fault(unplugged), .refuse(absent, times: 2), .buffer(picture)])
        var source = try LiveFrameSource(
            LivePlan(path: "/dev/test", camera: CameraSettings(id: "cam")), clock: camera.clock.clock
        ) { () throws(CameraFault) in try camera.open() }
        var frame = Frame(), outcomes: [FrameOutcome] = []
        while outcomes.count < 3 {
            guard source.wait() else { continue }
            let before_ns = camera.clock.now_ns, attempts = camera.attempts
            outcomes.append(try source.next(into: &frame))
            #expect(camera.clock.now_ns == before_ns && camera.attempts == attempts)
        }
        #expect(outcomes == [.frame, .lost(.unplugged), .frame])
    }

    @Test func `each bad picture is counted under its own reason and the stream goes on`() throws {
        let run = try LiveRun(
            RehearsedCamera(
                mjpeg,
                [
                    .buffer(picture), .buffer(Array(picture.prefix(picture.count / 2))), .buffer([1, 2, 3, 4]),
                    .buffer([]), .buffer(picture, isFaulty: true), .buffer(greyPicture(160, 120)), .buffer(picture),
                ]))
        #expect(
            run.outcomes == [
                .frame, .skipped(.truncated), .skipped(.notJPEG), .skipped(.empty), .skipped(.flagged),
                .skipped(.sizeChanged), .frame,
            ])
        #expect(run.numbers == Array(0..<7))
    }

    @Test func `an unplugged camera is lost at once, told every second, and comes back`() throws {
        let absent = CameraFault(.absent, "no such device", mend: "plug it in")
        let run = try LiveRun(
            RehearsedCamera(
                mjpeg,
                [.buffer(picture), .fault(unplugged), .refuse(absent, times: 7), .buffer(picture), .buffer(picture)]))
        #expect(run.outcomes.first == .frame && run.outcomes.suffix(2) == [.frame, .frame])
        #expect(run.outcomes[1] == .lost(.unplugged))
        #expect(run.losses == run.outcomes.count - 3 && run.losses >= 3)
        #expect(run.journal.reopened == 1 && run.journal.condition == .streaming)
        #expect(run.times == run.times.sorted() && Set(run.numbers).count == run.numbers.count)
        #expect(run.camera.opened == 2 && run.camera.closed == 2)
    }

    @Test func `a camera that falls silent is opened again after two seconds`() throws {
        let run = try LiveRun(
            RehearsedCamera(mjpeg, [.buffer(picture), .silence(ms: 2100), .buffer(picture), .buffer(picture)]))
        #expect(run.outcomes.contains(.lost(.stalled)) && run.outcomes.last == .frame)
        #expect(run.camera.opened == 2)
    }

    @Test func `a camera that opens and gives nothing is told once, not with every attempt`() throws {
        let told = Mutex<[String]>([])
        let camera = RehearsedCamera(mjpeg, [.buffer(picture), .silence(ms: 60_000), .buffer(picture)])
        var source = try LiveFrameSource(
            LivePlan(path: "/dev/test", camera: CameraSettings(id: "cam")),
            journal: CameraJournal { news in told.withLock { $0.append(news.words) } }, clock: camera.clock.clock
        ) { () throws(CameraFault) in try camera.open() }
        var frame = Frame()
        while !camera.isAtEnd { _ = try source.next(into: &frame) }
        #expect(camera.opened > 5)
        #expect(told.withLock { $0.count { $0.contains("no picture for 2 s") } } == 1)
        #expect(told.withLock { $0.last } == "the signal is back (it was lost: stalled)")
    }

    @Test func `a camera that returns with another size is not taken`() throws {
        var small = mjpeg
        small.size = PixelSize(width: 160, height: 120)
        let run = try LiveRun(
            RehearsedCamera(
                mjpeg,
                [
                    .buffer(picture), .fault(unplugged), .refuse(unplugged, times: 4), .grant(small),
                    .refuse(unplugged, times: 3), .grant(mjpeg), .buffer(picture),
                ]))
        #expect(run.outcomes.contains(.lost(.format)) && run.outcomes.last == .frame)
        #expect(run.camera.opened == 3 && run.camera.closed == 3)
    }

    @Test func `what was granted otherwise than asked is told`() throws {
        let told = Mutex<[String]>([])
        var granted = mjpeg
        granted.differences = ["asked for 640x480, granted 320x240"]
        let camera = RehearsedCamera(granted, [])
        _ = try LiveFrameSource(
            LivePlan(path: "/dev/test", camera: CameraSettings(id: "cam")),
            journal: CameraJournal { news in told.withLock { $0.append(news.words) } }, clock: camera.clock.clock
        ) { () throws(CameraFault) in try camera.open() }
        #expect(told.withLock { $0 } == ["streaming 320x240 MJPG 30 fps", "asked for 640x480, granted 320x240"])
    }

    @Test func `a camera that is not there is an error, unless the source is patient`() throws {
        let busy = CameraFault(.busy, "VIDIOC_S_FMT: Device or resource busy", mend: "close the other program")
        let error = #expect(throws: CaptureError.self) { try LiveRun(RehearsedCamera(mjpeg, [.refuse(busy)])) }
        #expect(error?.kind == .noSignal(.busy) && error?.place == "/dev/test")
        let run = try LiveRun(RehearsedCamera(mjpeg, [.refuse(busy, times: 3), .buffer(picture)]), isPatient: true)
        #expect(run.outcomes.first == .lost(.busy) && run.outcomes.last == .frame)
    }

    @Test func `a wall clock that is set is told, and times are right afterwards`() throws {
        let run = try LiveRun(RehearsedCamera(mjpeg, [.buffer(picture), .buffer(picture), .buffer(picture)])) {
            if $1 == 1 { $0.setWall(by_us: -3_600_000_000) }
        }
        #expect(run.outcomes == [.frame, .clockStepped, .frame, .frame])
        #expect(run.times[1].seconds(since: run.times[0]) < -3599)
    }

    @Test func `masks are burned in`() throws {
        var settings = CameraSettings(id: "cam")
        settings.masks = [Polygon.wholePicture]
        let camera = RehearsedCamera(mjpeg, [.buffer(picture)])
        var source = try LiveFrameSource(
            LivePlan(path: "/dev/test", camera: settings), clock: camera.clock.clock
        ) { () throws(CameraFault) in try camera.open() }
        var frame = Frame()
        #expect(try source.next(into: &frame) == .frame)
        #expect(pixels(frame).allSatisfy { $0 == 0 })
    }
}
