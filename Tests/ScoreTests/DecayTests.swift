import Score
import Testing

@Suite struct DecayTests {
    @Test func `what is left of a weight equals the Python reference`() {
        for vector in decayVectors {
            let left = Decay.remaining_mp(of: vector.weight_mp, age_ms: vector.age_ms, halfLife_ms: vector.halfLife_ms)
            #expect(left == vector.remaining_mp, "\(vector)")
        }
    }

    @Test func `the fixed point factor is within one part in a hundred million of the real one`() {
        var dice = Dice(seed: 11)
        for _ in 0..<2000 {
            let halfLife = 60_000 + dice.below(10_000_000_000), rest = dice.below(halfLife)
            let factor = Double(Decay.factor63(rest_ms: rest, halfLife_ms: halfLife)) / 9_223_372_036_854_775_808
            let exact = exp2ByBits(-Double(rest) / Double(halfLife))
            #expect(abs(factor - exact) < 1e-8 * exact)
        }
    }

    @Test func `a weight only ever fades`() {
        var last = Int64.max
        for age in stride(from: Int64(0), to: 40 * hour_ms, by: 77_777) {
            let left = Decay.remaining_mp(of: 1_000_000_000, age_ms: age, halfLife_ms: 2 * hour_ms)
            #expect(left <= last)
            last = left
        }
        #expect(Decay.remaining_mp(of: 1_000_000_000, age_ms: 200 * hour_ms, halfLife_ms: 2 * hour_ms) == 0)
    }

    @Test func `demerits and merits of one size fade alike`() {
        var dice = Dice(seed: 12)
        for _ in 0..<500 {
            let weight = dice.below(100_000), age = dice.below(1_000_000_000)
            let plus = Decay.remaining_mp(of: weight, age_ms: age, halfLife_ms: 100_000_000)
            #expect(plus == -Decay.remaining_mp(of: -weight, age_ms: age, halfLife_ms: 100_000_000))
        }
    }
}

/// 2^x for -1 < x <= 0 by its Taylor series; Foundation's would do, but its last bits differ between machines.
private func exp2ByBits(_ x: Double) -> Double {
    let y = x * 0.693_147_180_559_945_3
    var sum = 1.0, term = 1.0
    for n in 1..<25 {
        term *= y / Double(n)
        sum += term
    }
    return sum
}
