import Base
import Detect
import Testing

/// The counting faults that the field knows, each as a property over seeded random paths at four frame rates.
@Suite struct CountingPropertyTests {
    static let seeds = Array(UInt64(1)...25)

    @Test(arguments: seeds)
    func `one who wobbles before a line and never crosses is never counted`(seed: UInt64) {
        for rate in frameRates {
            var noise = Noise(seed: seed)
            let sway = noise.smooth(amplitude: 0.06), shake = noise.steps(amplitude: 0.006, rate: 30)
            // Up to 0.001 short of the line, with shaking that may carry the anchor over it by 0.005.
            let actor = Actor(1) { t in Point(0.438 + min(sway(t), 0.061) + shake(t), 0.6) }
            #expect(crossings([actor], rate, seconds: 60).isEmpty, "rate \(rate)")
        }
    }

    @Test(arguments: seeds)
    func `one who stops on a line is counted once however long he stands`(seed: UInt64) {
        for rate in frameRates {
            var noise = Noise(seed: seed)
            let sway = noise.smooth(amplitude: 0.008), shake = noise.steps(amplitude: 0.004, rate: 30)
            let actor = Actor(1) { t in
                let walk = t < 4 ? 0.3 + 0.05 * t : t < 50 ? 0.5 : 0.5 + 0.05 * (t - 50)
                return Point(walk + sway(t) + shake(t), 0.6)
            }
            #expect(crossings([actor], rate, seconds: 56) == [.right], "rate \(rate)")
        }
    }

    @Test(arguments: seeds)
    func `single frames on the other side are never crossings`(seed: UInt64) {
        for rate in frameRates {
            var noise = Noise(seed: seed)
            let flickers = (0..<12).map { _ in (noise.next() * 400).rounded() }
            let frames = Set(flickers.map { Int($0) * 3 })  // never two in a row
            let actor = Actor(1) { t in
                Point(frames.contains(Int((t * rate).rounded())) ? 0.53 : 0.47, 0.6)
            }
            #expect(crossings([actor], rate, seconds: 1200 / rate).isEmpty, "rate \(rate)")
        }
    }

    @Test(arguments: seeds)
    func `a track that breaks in pieces crosses as often as one that does not`(seed: UInt64) {
        for rate in frameRates {
            var noise = Noise(seed: seed)
            let drift = noise.smooth(amplitude: 0.02)
            let speed = 0.05 + 0.05 * noise.next()
            let breaks = (0..<4).map { _ in 1 + 8 * noise.next() }.sorted()
            let path: @Sendable (Double) -> Point = { t in Point(0.5 + speed * (t - 5), 0.6 + drift(t)) }
            var actor = Actor(1) { t in breaks.contains { t >= $0 && t < $0 + 0.7 } ? nil : path(t) }
            actor.trackAt = { t in breaks.filter { $0 <= t }.count }
            #expect(crossings([actor], rate, seconds: 11) == [.right], "rate \(rate)")
        }
    }

    @Test(arguments: seeds)
    func `a crowd of walkers is counted the same at every frame rate`(seed: UInt64) {
        var noise = Noise(seed: seed)
        let walkers = (0..<6).map { n in
            let begin = 8 * noise.next(), toRight = noise.next() < 0.5, lane = 0.36 + 0.09 * Double(n)
            let from = Point(toRight ? 0.15 : 0.85, lane), to = Point(toRight ? 0.85 : 0.15, lane)
            return Actor.walking(n, from: from, to: to, between: begin, and: begin + 4 + 6 * noise.next())
        }
        let counts = frameRates.map { crossings(walkers, $0, seconds: 22).count }
        #expect(counts == [6, 6, 6, 6])
    }

    @Test(arguments: seeds)
    func `the net count over a line is right whatever a walker does on it`(seed: UInt64) {
        for rate in frameRates {
            var noise = Noise(seed: seed)
            let wander = noise.smooth(amplitude: 0.09)
            let endsRight = seed % 2 == 0
            let actor = Actor(1) { t in
                if t < 2 { return Point(0.35, 0.6) }
                if t > 30 { return Point(endsRight ? 0.65 : 0.35, 0.6) }
                let blend = min(1, (t - 2) / 2, (30 - t) / 2)
                return Point((t < 16 || !endsRight ? 0.35 : 0.65) * (1 - blend) + (0.5 + wander(t)) * blend, 0.6)
            }
            let net = crossings([actor], rate, seconds: 33).reduce(0) { $0 + ($1 == .right ? 1 : -1) }
            #expect(net == (endsRight ? 1 : 0), "rate \(rate)")
        }
    }

    private func crossings(_ actors: [Actor], _ rate: Double, seconds: Double) -> [Direction?] {
        var stage = RuleStage(.lineCrossed, RuleStage.gate)
        (stage.rate, stage.seconds) = (rate, seconds)
        return stage.events(actors).map(\.direction)
    }
}

/// Seeded noise: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
struct Noise {
    private var state: UInt64
    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    /// The next number, 0..<1.
    mutating func next() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((z ^ (z >> 31)) >> 11) / 9_007_199_254_740_992
    }

    /// A smooth wandering within the amplitude: five triangle waves of periods between 2 and 9 s.
    mutating func smooth(amplitude: Double) -> @Sendable (Double) -> Double {
        let waves = (0..<5).map { _ in (period: 2 + 7 * next(), phase: 10 * next()) }
        return { t in waves.reduce(0) { $0 + wave(t + $1.phase, $1.period) } * amplitude / 5 }
    }

    /// A new value within the amplitude for each of so many steps a second, like a box that shakes.
    mutating func steps(amplitude: Double, rate: Double) -> @Sendable (Double) -> Double {
        let values = (0..<997).map { _ in (2 * next() - 1) * amplitude }
        return { t in values[Int(max(0, t) * rate + 0.5) % values.count] }
    }
}
