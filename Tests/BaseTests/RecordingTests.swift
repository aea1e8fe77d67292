import Base
import Testing

@Suite struct `Recordings and settings` {
    private func recording(_ pace: Recording.Pace) -> Recording {
        Recording(
            directory: "d", title: "t", pace: pace, start: Timestamp(microseconds: 1_000_000),
            camera: CameraSettings(id: "c"))
    }

    @Test(arguments: [(0, 1_000_000), (1, 1_033_367), (2997, 101_000_000)] as [(Int, Int64)])
    func `a rate gives each picture its time without drift`(sequence: Int, expected: Int64) {
        #expect(recording(.rate(29.97)).time(of: sequence).microseconds == expected)
    }

    @Test(
        arguments: [(0, 1_000_000), (1, 1_100_000), (2, 1_400_000), (3, 1_700_000), (5, 2_300_000)] as [(Int, Int64)])
    func `times give each picture its time, and the last step goes on`(sequence: Int, expected: Int64) {
        #expect(recording(.times([0, 0.1, 0.4])).time(of: sequence).microseconds == expected)
    }

    @Test func `no times and one time stand still`() {
        #expect(recording(.times([])).time(of: 9).microseconds == 1_000_000)
        #expect(recording(.times([0])).time(of: 9).microseconds == 1_000_000)
    }

    @Test(arguments: [
        (1320, 360, 1319, false), (1320, 360, 1320, true), (1320, 360, 0, true), (1320, 360, 359, true),
        (1320, 360, 360, false),
        (480, 1020, 480, true), (480, 1020, 1020, false), (720, 1440, 1439, true), (0, 1440, 0, true),
    ])
    func `daily hours hold their first minute, not their last, and wrap over midnight`(
        from: Int, to: Int, minute: Int, inside: Bool
    ) {
        #expect(DailyHours(fromMinute: from, toMinute: to).contains(minute: minute) == inside)
    }

    @Test(arguments: [
        (640, 480, 0.06, WorkingScale.half), (1280, 720, 0.06, .quarter), (1920, 1080, 0.06, .quarter),
        (3840, 2160, 0.06, .eighth),
        (1920, 1080, 0.01, .full), (320, 240, 0.5, .half), (319, 240, 0.5, .half), (318, 240, 0.5, .full),
        (100, 80, 1, .full),
    ])
    func `the working scale is the coarsest at which the smallest object can be followed`(
        width: Int, height: Int, smallest: Double, expected: WorkingScale
    ) {
        #expect(
            WorkingScale.coarsest(for: PixelSize(width: width, height: height), smallestObject: smallest) == expected)
    }

    @Test func `scaled sizes round up`() {
        #expect(
            WorkingScale.eighth.size(of: PixelSize(width: 1921, height: 1080)) == PixelSize(width: 241, height: 135))
        #expect(WorkingScale.full.size(of: PixelSize(width: 7, height: 5)) == PixelSize(width: 7, height: 5))
    }
}
