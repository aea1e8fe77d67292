import Base
import Score
import Testing

/// Random histories under a policy that uses everything.
@Suite struct HistoryPropertyTests {
    private let end = monday.plus(ms: 120 * hour_ms)

    @Test func `any order of arrival gives the same contributions, to the last milli-point`() {
        var dice = Dice(seed: 21)
        for _ in 0..<150 {
            let history = randomHistory(&dice, count: 40)
            var inOrder = Book(richPolicy()), shuffled = Book(richPolicy())
            inOrder.enter(history)
            shuffled.enter(history.shuffled(using: &dice))
            for place in ["door", "gate"] {
                for time in [monday.plus(ms: 30 * hour_ms), end] {
                    let a = inOrder.contributions(at: time, place: place),
                        b = shuffled.contributions(at: time, place: place)
                    let left = a.filter { $0.weight_mp != 0 }.map {
                        [$0.evidence, "\($0.weight_mp)", "\($0.remaining_mp)"]
                    }
                    let right = b.filter { $0.weight_mp != 0 }.map {
                        [$0.evidence, "\($0.weight_mp)", "\($0.remaining_mp)"]
                    }
                    #expect(left == right)
                }
            }
        }
    }

    @Test func `contributions add up to the standing`() {
        var dice = Dice(seed: 22)
        for _ in 0..<200 {
            var book = Book(richPolicy())
            book.enter(randomHistory(&dice, count: 30).shuffled(using: &dice))
            let time = monday.plus(ms: dice.below(130 * hour_ms))
            let sum = book.contributions(at: time).reduce(80_000) { $0 + $1.remaining_mp }
            #expect(sum == book.standing_mp(at: time))
        }
    }

    @Test func `taking back an event's entries leaves the standing as if it had never been, when no cap was touched`() {
        var dice = Dice(seed: 23)
        for _ in 0..<200 {
            var policy = richPolicy()
            for index in policy.terms.indices { policy.terms[index].cap = nil }
            let history = randomHistory(&dice, count: 20), removed = history[Int(dice.below(20))]
            var book = Book(policy), never = Book(policy)
            book.enter(history)
            never.enter(history.filter { $0 != removed })
            book.entries.removeAll { $0.evidence == removed.id }
            for place in ["door", "gate"] {
                #expect(book.standing_mp(at: end, place: place) == never.standing_mp(at: end, place: place))
            }
        }
    }

    @Test func `a late event with caps leaves the standing as if it had come in time`() {
        var dice = Dice(seed: 24)
        for _ in 0..<200 {
            let history = randomHistory(&dice, count: 20), late = history[Int(dice.below(20))]
            var book = Book(richPolicy()), inTime = Book(richPolicy())
            book.enter(history.filter { $0 != late } + [late])
            inTime.enter(history)
            for place in ["door", "gate"] {
                #expect(book.standing_mp(at: end, place: place) == inTime.standing_mp(at: end, place: place))
            }
        }
    }

    @Test func `a scorer made anew from the ledger goes on exactly as the old one`() {
        var dice = Dice(seed: 25)
        for _ in 0..<100 {
            let history = randomHistory(&dice, count: 40)
            var whole = Book(richPolicy()), restarted = Book(richPolicy())
            whole.enter(history)
            for event in history {
                if dice.below(5) == 0 { restarted.restart() }
                restarted.enter([event])
            }
            #expect(restarted.entries == whole.entries)
        }
    }

    @Test func `every entry reads back from its canonical line`() throws {
        var dice = Dice(seed: 26)
        var book = Book(richPolicy())
        book.enter(randomHistory(&dice, count: 300).shuffled(using: &dice))
        book.enter(
            .exposure(
                Exposure(
                    source: "depot/bay", place: "do\"or\n\u{1}é", start: monday, end: end, observed_ms: 1,
                    blind_ms: [.init(reason: "dark", milliseconds: 2), .init(reason: "frozen", milliseconds: 3)])))
        #expect(Set(book.entries.map(\.kind)) == [.event, .adjustment, .exposure])
        for entry in book.entries { #expect(LedgerEntry(canonical: entry.canonical) == entry) }
    }

    @Test func `a canonical line with any byte changed is refused or says something else`() throws {
        var dice = Dice(seed: 27)
        var book = Book(richPolicy())
        book.enter(randomHistory(&dice, count: 30))
        for entry in book.entries {
            var bytes = Array(entry.canonical.utf8)
            let index = Int(dice.below(Int64(bytes.count)))
            bytes[index] ^= UInt8(1 << dice.below(7))
            let read = LedgerEntry(canonical: String(decoding: bytes, as: UTF8.self))
            #expect(read == nil || read != entry)
            if let read { #expect(Array(read.canonical.utf8) == bytes) }
        }
    }
}
