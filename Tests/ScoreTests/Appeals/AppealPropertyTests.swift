import Base
import Score
import Testing

/// An upheld appeal takes back exactly what the event did, whatever else happened: ten thousand random histories.
@Suite struct AppealPropertyTests {
    private static let times = [3, 5, 20].map { monday.plus(ms: Int64($0) * hour_ms) }

    @Test(arguments: 0..<10)
    func `after upheld appeals every standing is what it would be had the events never been`(part: Int) {
        var dice = Dice(seed: 4100 + UInt64(part))
        var takenBack = 0, adjustments = 0, merits = 0
        for index in 0..<1000 {
            let history = DisputedHistory(&dice)
            let disputed = Book(history)
            var never = Book(DisputedHistory.periods)
            for observation in history.undisputed { never.enter(observation) }
            takenBack += history.takenBack.count
            adjustments += disputed.entries.count { $0.kind == .adjustment }
            merits += disputed.entries.count { $0.kind == .merit }
            for place in DisputedHistory.places {
                for time in Self.times {
                    let one = disputed.given(at: time, place: place), other = never.given(at: time, place: place)
                    #expect(one == other, "history \(index) of part \(part), \(place) at \(time.rfc3339)")
                    let standing_mp = disputed.standing_mp(at: time, place: place)
                    #expect(standing_mp == one.reduce(80_000) { $0 + $1.remaining_mp })
                    #expect(standing_mp == never.standing_mp(at: time, place: place))
                }
            }
        }
        // The histories are not empty of what is to be shown.
        #expect(takenBack > 1000 && adjustments > 100 && merits > 1000)
    }

    @Test func `both histories are kept: what was entered before an appeal is what was entered without it`() {
        var dice = Dice(seed: 42)
        for _ in 0..<300 {
            let history = DisputedHistory(&dice)
            let disputed = Book(history)
            guard let first = disputed.entries.firstIndex(where: { $0.kind == .reversal }) else { continue }
            let before = history.steps.prefix { if case .appeal = $0 { false } else { true } }
            var undisturbed = Book(DisputedHistory.periods)
            for case .observation(let observation) in before { undisturbed.enter(observation) }
            #expect(Array(disputed.entries[..<first]) == undisturbed.entries)
        }
    }

    @Test func `any order of arrival, appeals between, gives the same standings`() {
        var dice = Dice(seed: 43)
        for _ in 0..<500 {
            let history = DisputedHistory(&dice)
            let disputed = Book(history)
            var sorted = Book(DisputedHistory.periods)
            for observation in history.undisputed.shuffled(using: &dice) { sorted.enter(observation) }
            for place in DisputedHistory.places {
                for time in Self.times {
                    #expect(disputed.given(at: time, place: place) == sorted.given(at: time, place: place))
                }
            }
        }
    }

    @Test func `the same history gives the same entries, byte for byte`() {
        for seed in 0..<100 {
            var one = Dice(seed: UInt64(seed)), other = Dice(seed: UInt64(seed))
            #expect(
                Book(DisputedHistory(&one)).entries.map(\.canonical)
                    == Book(DisputedHistory(&other)).entries.map(\.canonical))
        }
    }

    @Test func `every reversal cancels all that was entered about its event`() {
        var dice = Dice(seed: 44)
        for _ in 0..<500 {
            let disputed = Book(DisputedHistory(&dice))
            for entry in disputed.entries {
                guard case .reversal(let reversal) = entry.content else { continue }
                #expect(
                    disputed.entries.filter { $0.evidence == reversal.evidence }.reduce(0) { $0 + $1.weight_mp } == 0)
            }
        }
    }
}
