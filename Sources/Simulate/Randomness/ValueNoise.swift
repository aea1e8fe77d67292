/// Value noise on an integer lattice: random values at whole coordinates, smooth between them. Seeded, 0 ... 1.
struct ValueNoise: Sendable {
    private let seed: UInt32

    init(seed: UInt64) { self.seed = UInt32(truncatingIfNeeded: SeededRandom.mix(seed)) }

    /// The random value at one lattice point; a 32-bit finaliser of the kind MurmurHash3 uses.
    func lattice(_ x: Int32, _ y: Int32) -> Float {
        var h = UInt32(bitPattern: x) &* 0x85EB_CA6B ^ UInt32(bitPattern: y) &* 0xC2B2_AE35 ^ seed
        h ^= h >> 16
        h = h &* 0x7FEB_352D
        h ^= h >> 15
        h = h &* 0x846C_A68B
        h ^= h >> 16
        return Float(h >> 8) * 0x1p-24
    }

    /// One octave at (`x`, `y`).
    func value(_ x: Float, _ y: Float) -> Float {
        let fx = x.rounded(.down), fy = y.rounded(.down)
        let ix = Int32(fx), iy = Int32(fy)
        let tx = smooth(x - fx), ty = smooth(y - fy)
        let top = mixed(lattice(ix, iy), lattice(ix &+ 1, iy), tx)
        let bottom = mixed(lattice(ix, iy &+ 1), lattice(ix &+ 1, iy &+ 1), tx)
        return mixed(top, bottom, ty)
    }

    /// Octaves of halving wavelength from `wavelength` metres down to what a pixel of `footprint` metres can show;
    /// finer ones are faded out, as a lens and a sensor would. About -1 ... 1.
    func octaves(_ x: Float, _ y: Float, wavelength: Float, footprint: Float, count: Int) -> Float {
        var sum: Float = 0, weight: Float = 1, total: Float = 0, length = wavelength, shift: Float = 0
        for _ in 0..<count {
            let visible = min(1, max(0, length / footprint - 1))
            if visible > 0 { sum += (value(x / length + shift, y / length - shift) * 2 - 1) * weight * visible }
            total += weight
            weight *= 0.6
            length *= 0.5
            shift += 37.3
        }
        return sum / total * 1.6
    }
}

/// Hermite easing of 0 ... 1 to itself, flat at both ends.
func smooth(_ t: Float) -> Float { t * t * (3 - 2 * t) }

/// Linear mix of `a` and `b`.
func mixed(_ a: Float, _ b: Float, _ t: Float) -> Float { a + (b - a) * t }
