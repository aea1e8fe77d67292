import Base
import Evaluate
import StrictYAML
import Testing

@Suite struct `MOTChallenge files` {
    @Test func `rows become boxes by frame`() throws {
        let truth = try MotReader.truth(
            text: "1,7,10.5,20,30,40,1,-1,-1,-1\r\n3,7,11,20,30,40,0,1,0.3\n\n", file: "gt.txt", frames: 3)
        #expect(truth.map(\.count) == [1, 0, 1])
        #expect(truth[0] == [.init(id: 7, box: Box(x: 10.5, y: 20, width: 30, height: 40))])
        #expect(truth[2].map(\.isJudged) == [false])
        let found = try MotReader.detections(
            text: "2,-1, 1.5,2,3,4,0.75,-1,-1,-1\n2,-1,1,2,3,4,-0.2", file: "det.txt", frames: 2)
        #expect(found[1].map(\.score) == [0.75, -0.2])
    }

    @Test(arguments: [
        ("1,2,3,4,5,6", "det.txt:1:1: 6 columns, not 7 to 10"),
        ("1,2,3,4,5,6,1\n1,2,3,x,5,6,1", "det.txt:2:7: \"x\" is not a number"),
        ("1,2,3,nan,5,6,1", "det.txt:1:7: \"nan\" is not a number"),
        ("1,2,3,4,1e12,6,1", "det.txt:1:9: \"1e12\" is not a number"),
        ("0,2,3,4,5,6,1", "det.txt:1:1: there is no frame 0"),
        ("6,2,3,4,5,6,1", "det.txt:1:1: there is no frame 6"),
        ("1.5,2,3,4,5,6,1", "det.txt:1:1: there is no frame 1.5"),
        ("\n1,2,3,4,0,6,1", "det.txt:2:1: the box has no area"),
    ])
    func `a wrong row is told with its line`(text: String, expected: String) throws {
        let problems = try #require(throws: Diagnostics.self) {
            try MotReader.detections(text: text, file: "det.txt", frames: 5)
        }
        #expect(problems.list.count == 1)
        #expect(problems.list.first?.description.hasPrefix(expected + ";") == true, "\(problems)")
    }

    @Test func `an object is in a frame once, under a whole number`() throws {
        let rows = "1,2,3,4,5,6,1\n1,2,9,4,5,6,1\n1,2.5,3,4,5,6,1"
        let problems = try #require(throws: Diagnostics.self) {
            try MotReader.truth(text: rows, file: "gt.txt", frames: 1)
        }
        #expect(problems.list.map(\.line) == [2, 3])
        #expect(problems.list.first?.message == "object 2 is already in frame 1")
    }

    @Test func `no more than a hundred mistakes are told`() throws {
        let rows = (0..<500).map { "\($0)" }.joined(separator: "\n")
        let problems = try #require(throws: Diagnostics.self) {
            try MotReader.detections(text: rows, file: "det.txt", frames: 1)
        }
        #expect(problems.list.count == 100)
    }

    @Test func `a sequence says its name, rate and length`() throws {
        let text = "[Sequence]\r\nname=TUD-Campus\r\nimDir=img1\r\nframeRate=29.97\r\nseqLength=71\r\n"
        let info = try MotSequenceInfo.read(text: text, file: "seqinfo.ini")
        #expect(info.name == "TUD-Campus" && info.rate == 29.97 && info.frames == 71)
    }

    @Test(arguments: [
        ("name=a\nframeRate=0\nseqLength=5", "seqinfo.ini:2:11: \"0\" is not a frame rate"),
        ("name=a\nframeRate=25\nseqLength=-5", "seqinfo.ini:3:11: \"-5\" is not a number of frames"),
        ("name=a\nframeRate=25\nseqLength=9999999999", "seqinfo.ini:3:11: \"9999999999\" is not a number of frames"),
        ("name=\u{1B}[2J\nframeRate=25\nseqLength=5", "seqinfo.ini:1:6: not a name"),
        ("name=a\nseqLength=5", "seqinfo.ini:1:1: frameRate is missing"),
    ])
    func `a wrong description is told with its line`(text: String, expected: String) throws {
        let problems = try #require(throws: Diagnostics.self) {
            try MotSequenceInfo.read(text: text, file: "seqinfo.ini")
        }
        #expect(problems.list.first?.description.hasPrefix(expected + ";") == true, "\(problems)")
    }
}
