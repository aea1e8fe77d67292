import Testing

/// Wayside on the kernel's own camera drivers. `make test-camera` runs the long form.
@Suite(.enabled(if: CameraLab.isUsable, "needs QEMU and Debian's kernel; scripts/setup-camera.sh installs them"))
struct `On real drivers` {
    @Test func `the simulated cameras behave as the other tests suppose`() throws { try passes("simulated-cameras") }
    @Test func `devices lists every camera with formats, sizes and rates`() throws { try passes("devices") }
    @Test func `every frame of a UVC camera is accounted for, and its recording gives the same events`() throws {
        try passes("watch-uvc")
    }
    @Test func `every frame in a raw format is accounted for, and its recording gives the same events`() throws {
        try passes("watch-vivid")
    }
    @Test func `each fault of a camera is counted under its own reason`() throws { try passes("faults") }
    @Test func `fatal errors and vanished drivers are lost signals that come back`() throws { try passes("fatal") }
    @Test func `a camera that is unplugged is missed at once and found again, also by another number`() throws {
        try passes("replug")
    }
    @Test func `a recording keeps the camera's own bytes and survives a full disk`() throws { try passes("record") }
    @Test func `what cannot be watched is refused with one line and its exit code`() throws { try passes("refusals") }

    @Test func `the daemon runs as the shipped unit under the service manager`() throws { try passes("daemon") }

    /// A scenario passes when it made checks and none failed.
    private func passes(_ scenario: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let lines = CameraLab.lines(of: scenario)
        if let skip = lines.first(where: { $0.verdict == "skip" }) { try Test.cancel("\(skip)") }
        #expect(lines.contains { $0.verdict == "ok" }, "\(scenario) made no check", sourceLocation: sourceLocation)
        for line in lines where line.verdict == "FAIL" { Issue.record("\(line)", sourceLocation: sourceLocation) }
    }
}
