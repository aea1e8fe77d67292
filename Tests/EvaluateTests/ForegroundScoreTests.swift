import Evaluate
import Foundation
import Testing

@Suite struct `Foreground against masks` {
    @Test func `pixels are counted by the rules of CDnet`() {
        var score = ForegroundScore(block: 1)
        score.add(
            foreground: [1, 0, 1, 0, 1, 0, 1, 1], width: 4, mask: [255, 255, 0, 0, 50, 50, 85, 170], maskWidth: 4)
        #expect(score.truePositives == 1 && score.falseNegatives == 1)
        #expect(score.falsePositives == 2 && score.trueNegatives == 2 && score.shadowPositives == 1)
        #expect(score.precision == 1.0 / 3 && score.recall == 0.5 && score.f1 == 0.4 && score.pictures == 1)
    }

    @Test func `each working pixel stands for its block, also where the border cuts it`() {
        var score = ForegroundScore(block: 2)
        // Three columns and three rows of labels under two by two working pixels.
        score.add(foreground: [1, 0, 0, 1], width: 2, mask: [255, 255, 0, 255, 255, 0, 0, 0, 255], maskWidth: 3)
        #expect(score.truePositives == 5 && score.trueNegatives == 4 && score.f1 == 1)
    }

    @Test func `a value that no mask has is skipped`() {
        var score = ForegroundScore(block: 1)
        score.add(foreground: [1, 1], width: 2, mask: [7, 254], maskWidth: 2)
        #expect(score.f1 == nil && score.precision == nil && score.recall == nil)
    }

    @Test(arguments: [
        // 3 x 2 pixels of 8 bits, with a palette and grey, written by zlib.
        "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAMAAACqqpYoAAAAD1BMVEUAAAAyMjJVVVWqqqr///9firqJAAAAEElEQVR4nGNgYGRiYGZhAAAAKQALzT4mWQAAAABJRU5ErkJggg==",
        "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAAAAAC4HznGAAAAEElEQVR4nGNgMAplWPWfAQAG2QIxvlUO1wAAAABJRU5ErkJggg==",
    ])
    func `a mask is read with its very labels`(base64: String) throws {
        let bytes = [UInt8](try #require(Data(base64Encoded: base64)))
        let mask = try #require(MaskPicture(png: bytes))
        #expect(mask.width == 3 && mask.height == 2 && mask.labels == [0, 50, 85, 170, 255, 0])
        #expect(MaskPicture(png: Array(bytes.dropLast(30))) == nil, "cut off")
        #expect(MaskPicture(png: Array("no picture".utf8)) == nil && MaskPicture(png: []) == nil)
    }
}
