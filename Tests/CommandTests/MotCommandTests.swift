import Foundation
import Testing

/// Tracking data that may not be shipped: under `WAYSIDE_FOOTAGE`, or `../shared/data` beside the package.
private let tracking =
    (ProcessInfo.processInfo.environment["WAYSIDE_FOOTAGE"]
        ?? FileManager.default.currentDirectoryPath + "/../shared/data") + "/tracking"

private func hasSequence(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(tracking)/\(name)/seqinfo.ini")
}

/// A sequence in a directory of its own: two people who pass each other, found in every frame.
private struct Sequence: ~Copyable {
    let path = NSTemporaryDirectory() + "wayside-mot-\(ProcessInfo.processInfo.globallyUniqueString)"

    init(detections: String? = nil) throws {
        for folder in ["gt", "det"] {
            try FileManager.default.createDirectory(atPath: "\(path)/\(folder)", withIntermediateDirectories: true)
        }
        var truth = "", found = ""
        for frame in 1...40 {
            for (id, x, height) in [(1, 10 * frame, 200), (2, 500 - 10 * frame, 150)] {
                truth += "\(frame),\(id),\(x),100,80,\(height),1,-1,-1,-1\n"
                found += "\(frame),-1,\(x),100,80,\(height),0.9,-1,-1,-1\n"
            }
        }
        try write("[Sequence]\nname=pass\nframeRate=10\nseqLength=40\n", "seqinfo.ini")
        try write(truth, "gt/gt.txt")
        try write(detections ?? found, "det/det.txt")
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    private func write(_ text: String, _ name: String) throws {
        try text.write(toFile: "\(path)/\(name)", atomically: true, encoding: .utf8)
    }
}

@Suite struct `Evaluating the tracker alone` {
    @Test func `a sequence is followed, judged and shown`() throws {
        let sequence = try Sequence()
        let result = try BuiltBinary.run("evaluate", "--mot", sequence.path, "--require", "pass:idf1=1")
        #expect(result.code == 0, "\(result.words)")
        #expect(result.lines.first?.hasPrefix("sequence  frames   MOTA   IDF1   HOTA") == true)
        #expect(result.lines.last?.contains("pass          40  100.0  100.0  100.0  100.0  100.0   0   0") == true)
        let json = try BuiltBinary.run("evaluate", "--mot", sequence.path, "--json")
        #expect(json.output.hasPrefix("{\"mot_evaluation\":1,\"all\":{\"frames\":40,\"due\":80,\"mota\":1,"))
    }

    @Test func `a gate that is not met ends with 1, a wrong one with 64`() throws {
        let sequence = try Sequence(detections: "1,-1,10,100,80,200,0.9,-1,-1,-1\n")
        let gate = try BuiltBinary.run("evaluate", "--mot", sequence.path, "--require", "hota=0.5")
        #expect(gate.code == 1 && gate.words.contains("at least 0.5 is required"))
        #expect(try BuiltBinary.run("evaluate", "--mot", sequence.path, "--require", "f1=0.5").code == 64)
        #expect(try BuiltBinary.run("evaluate", "--mot", sequence.path, "--scale", "2").code == 64)
    }

    @Test func `a mistake in a file is told with its line and ends with 65, a missing file with 66`() throws {
        let sequence = try Sequence(detections: "1,-1,10,100,80,200,0.9\n1,-1,10,ten,80,200,0.9\n")
        let wrong = try BuiltBinary.run("evaluate", "--mot", sequence.path)
        #expect(wrong.code == 65 && wrong.words.contains("det/det.txt:2:9: \"ten\" is not a number"))
        #expect(try BuiltBinary.run("evaluate", "--mot", sequence.path + "/gt").code == 66)
    }

    @Test(.enabled(if: hasSequence("TUD-Campus"), "no tracking data here: set WAYSIDE_FOOTAGE"))
    func `people on a campus are followed`() throws {
        let result = try BuiltBinary.run(
            "evaluate", "--mot", "\(tracking)/TUD-Campus", "--require", "mota=0.627", "--require", "hota=0.46")
        #expect(result.code == 0, "\(result.words)")
    }

    @Test(.enabled(if: hasSequence("CAMPUS-IP2"), "no tracking data here: set WAYSIDE_FOOTAGE"))
    func `people at an entrance keep who they are`() throws {
        let result = try BuiltBinary.run("evaluate", "--mot", "\(tracking)/CAMPUS-IP2", "--require", "idf1=0.56")
        #expect(result.code == 0, "\(result.words)")
    }

    @Test(.enabled(if: hasSequence("dancetrack0004"), "no tracking data here: set WAYSIDE_FOOTAGE"))
    func `dancers who look alike are followed, seen by a camera that moves`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: tracking).filter { $0.hasPrefix("dancetrack") }
        let result = try BuiltBinary.run(
            arguments: ["evaluate", "--mot", "--require", "hota=0.53"] + names.sorted().map { "\(tracking)/\($0)" })
        #expect(result.code == 0, "\(result.words)")
    }
}
