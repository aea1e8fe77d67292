import Base
import Capture
import Testing
import wayside

@Suite struct `The live view` {
    private func text(_ snapshot: LiveSnapshot) -> [String] { LiveView.lines(snapshot).map(\.plain) }

    @Test func `says that nothing has come yet`() {
        let lines = text(LiveSnapshot(source: "local/camera", place: "/dev/video0"))
        #expect(
            lines == [
                "camera    local/camera  /dev/video0", "state     opening  00:00", "pace      no pictures yet",
                "frames    0 in, 0 processed, none skipped, none dropped; 0 events",
            ])
    }

    @Test func `shows pace, counts by reason, places with bar and exposure, and the recording`() {
        var snapshot = LiveSnapshot(source: "depot/bay", place: "/dev/video2")
        snapshot.state = .streaming("1280x720 MJPG 30 fps")
        snapshot.elapsed_s = 3723.4
        (snapshot.pace.rate, snapshot.pace.granted) = (29.83, 30)
        (snapshot.pace.median_ms, snapshot.pace.longest_ms, snapshot.pace.busy) = (4.04, 9.1, 0.123)
        (snapshot.counts.received, snapshot.counts.processed) = (2534, 2530)
        snapshot.counts.skipped = [.init("truncated", 4)]
        snapshot.counts.dropped = [.init("driver", 3), .init("overload", 1)]
        snapshot.events = 7
        snapshot.places = [
            .init(name: "gate", share: 0.8, number: "80.000", observed: 1),
            .init(name: "fire-exit", share: 0, number: "unrated", consequence: "attention"),
        ]
        snapshot.recording = "out/rec: 2530 pictures, 61.2 MiB, 84.3 s"
        #expect(
            text(snapshot) == [
                "camera    depot/bay  /dev/video2", "state     streaming 1280x720 MJPG 30 fps  1:02:03",
                "pace      29.8 fps of 30.0  latency 4.0 ms, at most 9.1 ms  processor 12 %",
                "frames    2534 in, 2530 processed, skipped: truncated 4, dropped: driver 3, overload 1; 7 events",
                "places    gate       [###################.....]   80.000  observed 100 %",
                "          fire-exit  [........................]  unrated  attention",
                "recording out/rec: 2530 pictures, 61.2 MiB, 84.3 s",
            ])
    }

    @Test func `says why the signal is lost and for how long, and what was lost before`() {
        var snapshot = LiveSnapshot(source: "local/camera", place: "/dev/video0")
        snapshot.state = .lost(.stalled, since_s: 12.9)
        snapshot.counts.losses = [.init("unplugged", 2), .init("stalled", 1)]
        (snapshot.counts.returns, snapshot.counts.clockSteps) = (2, 1)
        let lines = text(snapshot)
        #expect(lines[1] == "state     lost: stalled for 12 s, trying to get it back  00:00")
        #expect(lines.contains("signal    lost: unplugged 2, stalled 1, back 2; clock set: 1"))
    }

    @Test func `fits a low terminal and many places`() {
        var snapshot = LiveSnapshot(source: "local/camera", place: "/dev/video0")
        snapshot.places = (0..<100).map { .init(name: "place-\($0)", share: 2, number: "100") }
        #expect(LiveView.lines(snapshot, height: 3).count == 3)
        #expect(LiveView.lines(snapshot, height: 0).isEmpty)
        #expect(LiveView.lines(snapshot).count == 4 + LiveView.mostPlaces)
    }

    @Test func `does not obey what names say`() {
        let lines = text(LiveSnapshot(source: "local/camera", place: "/dev/\u{1B}[2Jvideo0"))
        #expect(lines[0] == "camera    local/camera  /dev/\\u{1B}[2Jvideo0")
    }
}

@Suite struct `The starter camera` {
    @Test func `sees the whole picture as one place, with rules that this version detects`() throws {
        let camera = StarterCamera.settings()
        #expect(camera.places.map(\.id) == ["view"] && camera.masks.isEmpty)
        let zone = try #require(camera.place("view")?.zone)
        #expect(zone.corners.count == 4)
        #expect(Set(zone.corners) == Set([Point(0, 0), Point(1, 0), Point(1, 1), Point(0, 1)]))
        let behaviours = camera.rules.map(\.behaviour.rawValue)
        #expect(
            behaviours == ["motion", "occupancy", "loitering", "overcrowding", "camera-tampered", "signal-lost"])
        #expect(Set(camera.rules.map(\.id)).count == camera.rules.count)
        #expect(camera.rules[2].after_ms == 60_000 && camera.rules[3].moreThan == 10)
    }

    @Test func `a camera without a rule for lost signals gets one, another keeps its own`() {
        var camera = CameraSettings(id: "bay")
        let added = StarterCamera.withSignalLost(camera)
        #expect(added.rules.map(\.id) == ["signal-lost"])
        #expect(StarterCamera.withSignalLost(added) == added)
        camera.rules = [RuleSettings(id: "signal-lost", behaviour: .cameraTampered, place: nil)]
        let both = StarterCamera.withSignalLost(camera).rules
        #expect(both.count == 2 && Set(both.map(\.id)).count == 2 && both[1].behaviour == .signalLost)
    }
}

@Suite struct `Values on the command line` {
    @Test(arguments: [
        ("1280x720", PixelSize(width: 1280, height: 720)), ("16x16384", PixelSize(width: 16, height: 16_384)),
    ])
    func `a size is read`(text: String, size: PixelSize) { #expect(PictureSize(argument: text)?.size == size) }

    @Test(arguments: [
        "1280", "1280x", "x720", "15x720", "1280x16385", "1280X720", "1280x720x3", "-1280x720", "+20x+20", "",
    ])
    func `what is no size is refused`(text: String) { #expect(PictureSize(argument: text) == nil) }

    @Test(arguments: [("500ms", 500), ("60s", 60_000), ("1.5s", 1500), ("10m", 600_000), ("2h", 7_200_000)])
    func `a length of time is read`(text: String, milliseconds: Int64) {
        #expect(LengthOfTime(argument: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: ["60", "0s", "-1s", "soon", "400d", ""])
    func `what is no length of time is refused`(text: String) { #expect(LengthOfTime(argument: text) == nil) }

    @Test(arguments: [("1", 1), ("7B", 7), ("100K", 100_000), ("500MB", 500_000_000), ("2GiB", 2_147_483_648)])
    func `a number of bytes is read`(text: String, bytes: Int) { #expect(ByteCount(argument: text)?.bytes == bytes) }

    @Test(arguments: ["0", "M", "-5M", "5mb", "1.5G", "9999999999999T", "5 M", ""])
    func `what is no number of bytes is refused`(text: String) { #expect(ByteCount(argument: text) == nil) }

    @Test func `bytes are told in the unit that suits them`() {
        #expect([0, 999, 1500, 61_172_851].map(ByteCount.words) == ["0 bytes", "999 bytes", "1.5 kB", "61.2 MB"])
    }
}
