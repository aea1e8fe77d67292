import Capture
import Testing
import WaysideTestSupport

@Suite struct `Turns in the ring of decoded pictures` {
    @Test func `in any order of work, pictures are taken in order and no slot is used twice at once`() {
        var random = SeededRandom(seed: 5)
        for round in 0..<300 {
            let slots = Int.random(in: 1...6, using: &random), pictures = Int.random(in: 0...40, using: &random)
            var turns = RingTurns(slots: slots, pictures: pictures)
            var working: [Int] = []
            var inUse: Set<Int> = []
            var taken: [Int] = []
            while taken.count < pictures {
                switch Int.random(in: 0..<3, using: &random) {
                case 0:
                    guard case .picture(let picture) = turns.claim() else { continue }
                    #expect(inUse.insert(turns.slot(of: picture)).inserted, "round \(round)")
                    working.append(picture)
                case 1:
                    guard let i = working.indices.randomElement(using: &random) else { continue }
                    turns.publish(working.remove(at: i))
                default:
                    guard let picture = turns.takeable else { continue }
                    inUse.remove(turns.slot(of: picture))
                    turns.free()
                    taken.append(picture)
                }
            }
            #expect(taken == Array(0..<pictures))
            #expect(turns.claim() == .done && turns.takeable == nil)
        }
    }

    @Test func `no more is claimed than there are slots, and nothing after a stop`() {
        var turns = RingTurns(slots: 2, pictures: 9)
        #expect([turns.claim(), turns.claim(), turns.claim()] == [.picture(0), .picture(1), .wait])
        turns.stop()
        #expect(turns.claim() == .done)
    }
}
