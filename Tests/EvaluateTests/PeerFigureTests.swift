import Base
import Evaluate
import Testing

@Suite struct `Figures of other programs` {
    @Test func `a peers file is read, comments and empty lines left out`() throws {
        let text = """
            # measured with something

            \(PeerFigure.header)
            MOG2,plaza,line-crossed,27,31,0,9.2
            MOG2,plaza,loitering,0,2,0,
            """
        let figures = try PeerFigure.read(text)
        #expect(figures.map(\.clip) == ["plaza", "plaza"] && figures.map(\.behaviour) == [.lineCrossed, .loitering])
        #expect(figures[0].tally.missed == 4 && figures[0].cost_ms == 9.2 && figures[1].cost_ms == nil)
    }

    @Test(arguments: [
        ("peer,clip\n", 1, "not the header"), ("#\nX,c,walking,1,1,0,\n", 2, "not the header"),
        ("\(PeerFigure.header)\nX,c,walking,1,1,0,\n", 2, "\"walking\" is not a behaviour"),
        ("\(PeerFigure.header)\nX,c,fall,2,1,0,\n", 2, "the counts do not fit"),
        ("\(PeerFigure.header)\nX,c,fall,1,1,0\n", 2, "6 fields, not 7"),
        ("\(PeerFigure.header)\nX,c,fall,1,1,0,fast\n", 2, "\"fast\" is no cost"),
    ])
    func `a mistake is told with its line`(text: String, line: Int, message: String) {
        do throws(PeerFigure.Mistake) {
            _ = try PeerFigure.read(text)
            Issue.record("was read")
        } catch { #expect(error.line == line && error.message == message) }
    }
}
