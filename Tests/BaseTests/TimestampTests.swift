import Base
import Foundation
import Testing

@Suite struct `Timestamps` {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2000-01-01T00:00:00Z", 946_684_800_000_000),
            ("2026-05-04T14:00:00.25Z", 1_777_903_200_250_000),
            ("1969-12-31T23:59:59.999999Z", -1), ("2026-05-04T16:00:00+02:00", 1_777_903_200_000_000),
            ("2026-05-04T09:30:00-04:30", 1_777_903_200_000_000), ("2024-02-29t12:00:00z", 1_709_208_000_000_000),
            ("2016-12-31T23:59:60Z", 1_483_228_800_000_000), ("2026-05-04 14:00:00.123456789Z", 1_777_903_200_123_456),
        ] as [(String, Int64)])
    func `RFC 3339 times are read`(text: String, expected: Int64) {
        #expect(Timestamp(rfc3339: text)?.microseconds == expected)
    }

    @Test(arguments: [
        "", "2026", "2026-05-04", "2026-05-04T14:00:00", "2026-05-04T14:00Z", "2026-13-04T14:00:00Z",
        "2026-00-04T14:00:00Z",
        "2026-02-29T14:00:00Z", "2100-02-29T00:00:00Z", "2026-04-31T14:00:00Z", "2026-05-00T00:00:00Z",
        "2026-05-04T24:00:00Z",
        "2026-05-04T14:60:00Z", "2026-05-04T14:00:61Z", "2026-05-04T14:00:00.Z", "2026-05-04T14:00:00+2:00",
        "2026-05-04T14:00:00+24:00",
        "2026-05-04T14:00:00Z ", " 2026-05-04T14:00:00Z", "2026-05-04T14:00:00ZZ", "２026-05-04T14:00:00Z",
        "+026-05-04T14:00:00Z",
    ])
    func `what is not an RFC 3339 time is refused`(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test(arguments: Array(stride(from: Int64(-2_000_000_000), through: 6_000_000_000, by: 86_399_977)))
    func `dates are those of Foundation's calendar, and read back`(second: Int64) {
        let time = Timestamp(microseconds: second * 1_000_000 + 7000)
        let date = Date(timeIntervalSince1970: Double(second))
        let expected = date.formatted(.iso8601)
        #expect(time.rfc3339 == expected.dropLast() + ".007Z")
        #expect(Timestamp(rfc3339: time.rfc3339) == time)
    }

    @Test func `milliseconds and minutes round towards the past, before 1970 too`() {
        #expect(Timestamp(microseconds: -1).milliseconds == -1)
        #expect(Timestamp(microseconds: 1999).milliseconds == 1)
        #expect(Timestamp(microseconds: -1).minuteOfDay == 1439)
        #expect(Timestamp(microseconds: 0).minuteOfDay == 0)
        #expect(Timestamp(microseconds: -1).rfc3339 == "1969-12-31T23:59:59.999Z")
    }

    @Test func `steps of a frame rate do not drift`() {
        let start = Timestamp.recordingDefault
        for frame in 0..<100_000 where frame % 30 == 0 {
            #expect(
                start.advanced(bySeconds: Double(frame) / 30).microseconds == start.microseconds + Int64(frame / 30)
                    * 1_000_000)
        }
    }

    @Test(
        arguments: [(7, 2, 3, 1), (-7, 2, -4, 1), (-8, 2, -4, 0), (0, 5, 0, 0), (-1, 1440, -1, 1439)]
            as [(Int64, Int64, Int64, Int64)])
    func `division rounds towards minus infinity`(a: Int64, b: Int64, quotient: Int64, remainder: Int64) {
        #expect(floorDivide(a, b) == (quotient, remainder))
    }
}
