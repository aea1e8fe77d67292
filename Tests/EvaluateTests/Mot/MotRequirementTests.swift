import Base
import Evaluate
import Testing

private let report: MotReport = {
    let box = Box(x: 0, y: 0, width: 10, height: 10)
    let sequence = MotSequence(
        name: "yard", rate: 10, truth: Array(repeating: [.init(id: 1, box: box)], count: 4),
        detections: Array(repeating: [], count: 4))
    return MotReport([
        MotResult(sequence, tracks: [1, 1, 2, 2].map { [.init(id: $0, box: box)] }, tracker_s: 0.002)
    ])
}()

@Suite struct `Demands on a tracker` {
    @Test(arguments: ["hota=0.7", "mota=0.75", "yard:idf1=0.5", "switches=1", "frames-per-second=2000"])
    func `what is met is silent`(text: String) throws {
        #expect(try MotRequirement(text).shortfall(in: report) == nil)
    }

    @Test(arguments: [
        ("hota=0.8", "hota is 0.7071, at least 0.8 is required"),
        ("yard:mota=0.76", "yard:mota is 0.75, at least 0.76 is required"),
        ("switches=0", "switches is 1, at most 0 is required"),
        ("frames-per-second=2001", "frames-per-second is 2000, at least 2001 is required"),
        ("barn:idf1=0.1", "barn:idf1 has no value: there is no such sequence"),
    ])
    func `what is not met says why`(text: String, why: String) throws {
        #expect(try MotRequirement(text).shortfall(in: report) == why)
    }

    @Test(arguments: ["hota", "hota=x", "beauty=1", "hota=1.5", "idf1=-1"])
    func `what is no demand is refused`(text: String) {
        #expect(throws: Requirement.Mistake.self) { try MotRequirement(text) }
    }

    @Test func `the report is the same bytes for the same results`() {
        #expect(
            report.json == """
                {"mot_evaluation":1,"all":{"frames":4,"due":4,"mota":0.75,"idf1":0.5,"hota":0.7071,"deta":1,"assa":0.5,\
                "motp":1,"idp":0.5,"idr":0.5,"false_positives":0,"misses":0,"switches":1,"frames_per_second":2000},\
                "sequences":[{"sequence":"yard","frames":4,"due":4,"mota":0.75,"idf1":0.5,"hota":0.7071,"deta":1,\
                "assa":0.5,"motp":1,"idp":0.5,"idr":0.5,"false_positives":0,"misses":0,"switches":1,\
                "frames_per_second":2000}]}
                """)
        #expect(
            report.rows == [["yard", "4", "75.0", "50.0", "70.7", "100.0", "50.0", "0", "0", "1", "2000"]])
    }
}
