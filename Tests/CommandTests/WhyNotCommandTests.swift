import Foundation
import Testing

@Suite struct `wayside explain, of why not` {
    private func verdict(_ place: String, _ time: String, _ state: String) throws -> String? {
        let run = try BuiltBinary.run(
            "explain", "--at", "2026-05-04T12:\(time)Z", place, "--state", state, "--within", "1s", "--json")
        #expect(run.code == 0 && run.lines.count == 1, "\(run.words)")
        let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        return (object?["why_not"] as? [String: Any])?["verdict"] as? String
    }

    @Test func `tells why no event was raised`() throws {
        try CourtyardLedger.withCopy { state in
            for (place, time, expected) in [
                ("fire-exit", "00:05", "nothing-moved"), ("fire-exit", "00:20", "raised"),
                ("fire-exit", "00:53", "moved"),
                ("lane", "00:22", "near-miss"), ("entrance", "00:09.900", "raised"), ("lane", "01:28", "unobserved"),
                ("lane", "02:30", "not-yet-known"), ("square", "01:25.800", "doubtful"),
            ] {
                #expect(try verdict(place, time, state) == expected, "\(place) at \(time)")
            }
            let run = try BuiltBinary.run("explain", "--at", "2026-05-04T12:00:22Z", "lane", "--state", state)
            #expect(run.code == 0 && run.lines.contains("  no event: it came near, and fell short"))
            #expect(run.lines.contains { $0.contains("wrong-way by wrong-way@lane: allowed-way, deviation") })
            #expect(run.lines.contains { $0.hasPrefix("  start 80.000") }, "the standing then comes first")
            let covered = try BuiltBinary.run("explain", "lane", "--at", "2026-05-04T12:01:28Z", "--state", state)
            #expect(covered.lines.contains { $0.contains("the camera: camera-tampered") })
            #expect(covered.lines.contains { $0.contains("seen: unobserved covered") })
        }
    }

    @Test func `says nothing of it without a time, of an event, or of a camera`() throws {
        try CourtyardLedger.withCopy { state in
            let standing = try BuiltBinary.run("explain", "fire-exit", "--state", state, "--json")
            #expect(standing.code == 0 && !standing.output.contains("why_not"))
            let camera = try BuiltBinary.run(
                "explain", "local/courtyard/courtyard", "--at", "2026-05-04T12:00:22Z", "--state", state, "--json")
            #expect(camera.code == 0 && !camera.output.contains("why_not"))
        }
    }

    @Test func `refuses what is no time, no duration or no place`() throws {
        try CourtyardLedger.withCopy { state in
            let noon = "2026-05-04T12:00:05Z"
            for (arguments, code) in [
                (["fire-exit", "--at", "noon"], Int32(64)), (["fire-exit", "--at", noon, "--within", "long"], 64),
                (["fire-exit", "--at", noon, "--within", "2h"], 64), (["fire-exit", "--within", "5s"], 64),
                (["nowhere", "--at", noon], 66), (["--at", noon], 64),
            ] {
                let run = try BuiltBinary.run(arguments: ["explain"] + arguments + ["--state", state])
                #expect(run.code == code && run.output.isEmpty && !run.words.isEmpty, "\(arguments)")
            }
        }
    }
}
