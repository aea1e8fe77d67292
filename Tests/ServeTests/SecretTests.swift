import Ledger
import Score
import Base
import Foundation
import Serve
import Testing

@Suite struct `What never leaves` {
    /// Everything that can be read, by everybody who may, and what the log was told.
    private func everything(_ house: TestHouse) throws -> String {
        let asking = try Asking(house)
        var texts: [String] = []
        for route in Routes.all where route.method == .get {
            let target = route.template.replacing("{site}", with: "depot").replacing("{camera}", with: "bay")
                .replacing("{place}", with: "gate").replacing("{event}", with: TestHouse.event(1).id)
                .replacing("{number}", with: "1").replacing("{sequence}", with: "2").replacing(
                    "{asset}", with: "index.html")
            for name in [nil, "ada", "vic", "stu", "rita", "aud"] { texts.append(asking.get(target, as: name).text) }
        }
        return (texts + house.notes).joined()
    }

    @Test func `no token, no private note and no path is in any answer to a question, nor in what is logged`() throws {
        let house = try TestHouse(), text = try everything(house)
        for token in house.tokens.values { #expect(!text.contains(token)) }
        #expect(!text.contains("PRIVATE-NOTE") && text.contains("a public word"))
        #expect(!text.contains(house.directory) && !text.contains(".sqlite"))
    }

    @Test func `a private note is given to whoever may look, for a use, and the look is entered first`() throws {
        let house = try TestHouse(), asking = try Asking(house)
        let entries = try house.ledger.reader.entries(from: 0, limit: 500)
        let number = try #require(entries.first { $0.kind == .appeal }?.sequence), count = entries.count
        let answer = asking.post("/api/v1/entries/\(number)/looks", as: "rita", #"{"use":"appeal"}"#)
        #expect(answer["parts.0.text"] as? String == "PRIVATE-NOTE it was somebody else")
        #expect(try house.ledger.reader.entry(Int64(count))?.kind == .access)
    }

    @Test func `what fails inside is told to the log and not to whoever asked`() throws {
        let house = try TestHouse(events: 2), asking = try Asking(house)
        let problem = Problem(any: CocoaError(.fileReadNoSuchFile, userInfo: [NSFilePathErrorKey: "/secret/place"]))
        #expect(problem.kind == .failed && !problem.json.contains("secret") && problem.cause != nil)
        #expect(asking.get("/api/v1/health").status == 200)
    }

    @Test func `names are data, whatever they say`() throws {
        let asking = try Asking(try TestHouse(events: 2))
        let board = asking.get("/api/v1/board")
        #expect(board["title"] as? String == "Depot <b>&" && board.media == "application/json")
    }
}
