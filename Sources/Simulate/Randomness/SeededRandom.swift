/// Random numbers that are the same on every machine: SplitMix64 (Steele, Lea, Flood 2014, "Fast Splittable Pseudorandom
/// Number Generators"), integers only until the last step.
struct SeededRandom: Sendable {
    private var state: UInt64

    /// Starts a stream from a seed.
    init(seed: UInt64) { state = seed }

    /// Starts a stream of its own for `purpose` and `number`, so that one more actor does not change the others.
    init(seed: UInt64, purpose: UInt64, number: Int = 0) {
        state = SeededRandom.mix(seed &+ 0x9E37_79B9_7F4A_7C15 &* (purpose &+ 1))
        state = SeededRandom.mix(state ^ (UInt64(truncatingIfNeeded: number) &* 0xD1B5_4A32_D192_ED03))
    }

    /// The next 64 bits.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return SeededRandom.mix(state)
    }

    /// 0 ..< 1, with 53 bits.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A number of the range.
    mutating func value(in range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * unit()
    }

    /// 0 ..< `bound`; `bound` is positive.
    mutating func index(below bound: Int) -> Int { Int(unit() * Double(bound)) }

    /// About normal with mean 0 and deviation 1: the sum of twelve uniform numbers (Irwin-Hall), within +-6.
    mutating func normal() -> Double {
        var sum = -6.0
        for _ in 0..<12 { sum += unit() }
        return sum
    }

    /// The output function of SplitMix64; also a good hash of 64 bits.
    static func mix(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// What streams of randomness are for, so that two uses never share one.
enum Purpose {
    static let texture: UInt64 = 1
    static let actors: UInt64 = 2
    static let crowds: UInt64 = 3
    static let traffic: UInt64 = 4
    static let noise: UInt64 = 5
    static let foliage: UInt64 = 6
    static let rain: UInt64 = 7
    static let shake: UInt64 = 8
    static let light: UInt64 = 9
    static let cover: UInt64 = 10
    static let blueNoise: UInt64 = 11
    static let redNoise: UInt64 = 12
}
