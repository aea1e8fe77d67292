/// Colours of surfaces at a point, with texture down to what a pixel can show.
struct Surface: Sendable {
    let noise: ValueNoise
    let setting: Setting

    init(setting: Setting, seed: UInt64) {
        self.setting = setting
        noise = ValueNoise(seed: SeededRandom(seed: seed, purpose: Purpose.texture).seedForNoise)
    }

    /// The ground at a point; `footprint` is the size in metres that a pixel covers there.
    func ground(_ x: Double, _ z: Double, footprint: Double) -> RGB {
        let point = GroundPoint(x, z)
        var material = setting.ground
        for patch in setting.patches where GroundShape.contains(patch.corners, point) { material = patch.material }
        var colour = texture(material, Float(x), Float(z), footprint: Float(footprint))
        for mark in setting.marks {
            let cover = GroundShape.cover(mark, point, footprint: footprint)
            guard cover > 0 else { continue }
            let worn =
                0.85 + 0.25 * noise.octaves(Float(x), Float(z), wavelength: 0.7, footprint: Float(footprint), count: 3)
            colour += (mark.material.colour - colour) * (Float(cover) * max(0, min(1, worn)))
        }
        return colour
            * (1 + 0.05 * noise.octaves(Float(x), Float(z), wavelength: 6, footprint: Float(footprint), count: 3))
    }

    /// A material at surface coordinates in metres.
    func texture(_ material: Material, _ u: Float, _ v: Float, footprint: Float) -> RGB {
        let colour = material.colour
        switch material {
        case .paving: return colour * slabs(u, v, size: 0.6, joint: 0.02, footprint: footprint, vary: 0.10)
        case .cobbles: return colour * slabs(u, v, size: 0.16, joint: 0.03, footprint: footprint, vary: 0.25)
        case .brick: return colour * bricks(u, v, footprint: footprint)
        case .asphalt: return colour * (1 + 0.16 * grain(u, v, 0.25, footprint) + 0.09 * grain(u + 91, v, 3, footprint))
        case .concrete: return colour * slabs(u, v, size: 2.4, joint: 0.02, footprint: footprint, vary: 0.06)
        case .grass, .hedge: return foliage(colour, u, v, footprint)
        case .gravel: return colour * (1 + 0.30 * grain(u, v, 0.15, footprint) + 0.08 * grain(u, v + 40, 2, footprint))
        case .wood: return colour * (1 + 0.18 * grain(u * 6, v * 0.6, 0.6, footprint))
        case .metal: return colour * (1 + 0.04 * grain(u, v, 1.2, footprint) + ribs(u, footprint))
        default: return colour * (1 + 0.06 * grain(u, v, 0.8, footprint))
        }
    }

    private func grain(_ u: Float, _ v: Float, _ wavelength: Float, _ footprint: Float) -> Float {
        noise.octaves(u, v, wavelength: wavelength, footprint: footprint, count: 4)
    }

    private func foliage(_ colour: RGB, _ u: Float, _ v: Float, _ footprint: Float) -> RGB {
        let tone = 0.25 * grain(u, v, 0.5, footprint) + 0.14 * grain(u + 17, v, 4, footprint)
        return colour * (1 + tone) + RGB(0.05, 0.03, 0) * grain(u, v + 71, 5, footprint)
    }

    /// Sheet ribs of 0.2 m.
    private func ribs(_ u: Float, _ footprint: Float) -> Float {
        let phase = u * 5 - (u * 5).rounded(.down)
        return footprint < 0.1 ? (phase < 0.15 ? -0.14 : phase < 0.3 ? 0.08 : 0) : 0
    }

    /// Square slabs of `size` metres with joints, each of its own tone.
    private func slabs(_ u: Float, _ v: Float, size: Float, joint: Float, footprint: Float, vary: Float) -> Float {
        let cu = (u / size).rounded(.down), cv = (v / size).rounded(.down)
        let fu = u - cu * size, fv = v - cv * size
        let nearest = min(min(fu, size - fu), min(fv, size - fv))
        let visible = min(1, joint / max(footprint, 1e-4))
        let edge = max(0, min(1, (joint / 2 + footprint / 2 - nearest) / max(footprint, 0.004)))
        let fade = min(1, max(0, size / footprint - 1))
        let tone = (noise.lattice(Int32(cu), Int32(cv)) - 0.5) * 2 * vary * fade
        return 1 + tone + 0.10 * grain(u, v, 0.3, footprint) - 0.35 * edge * visible
    }

    /// Stretcher bond of 0.22 x 0.075 m.
    private func bricks(_ u: Float, _ v: Float, footprint: Float) -> Float {
        let row = (v / 0.075).rounded(.down)
        let shifted = u + (Int(row) & 1 == 0 ? 0 : 0.11)
        let column = (shifted / 0.22).rounded(.down)
        let fade = min(1, max(0, 0.12 / footprint - 1))
        let tone = (noise.lattice(Int32(column), Int32(row)) - 0.5) * 0.36 * fade
        let fv = v - row * 0.075, fu = shifted - column * 0.22
        let joint: Float = min(fv, fu) < 0.012 ? 0.22 * fade : 0
        return 1 + tone + joint + 0.07 * grain(u, v, 2.5, footprint)
    }
}

extension SeededRandom {
    /// A seed for a noise field from this stream, without moving it.
    var seedForNoise: UInt64 {
        var copy = self
        return copy.next()
    }
}

/// Shapes on the ground plane.
enum GroundShape {
    /// Whether the point lies in the polygon (even-odd rule).
    static func contains(_ corners: [GroundPoint], _ p: GroundPoint) -> Bool {
        var inside = false
        var b = corners[corners.count - 1]
        for a in corners {
            if (a.z > p.z) != (b.z > p.z), p.x < (b.x - a.x) * (p.z - a.z) / (b.z - a.z) + a.x { inside.toggle() }
            b = a
        }
        return inside
    }

    /// Share of a pixel of `footprint` metres at the point that a mark covers, 0 ... 1.
    static func cover(_ mark: GroundMark, _ p: GroundPoint, footprint: Double) -> Double {
        let dx = mark.to.x - mark.from.x, dz = mark.to.z - mark.from.z
        let length = (dx * dx + dz * dz).squareRoot()
        guard length > 0 else { return 0 }
        let along = ((p.x - mark.from.x) * dx + (p.z - mark.from.z) * dz) / length
        let across = abs((p.x - mark.from.x) * dz - (p.z - mark.from.z) * dx) / length
        guard along >= 0, along <= length else { return 0 }
        if let dash = mark.dash_m, Int(along / dash) & 1 == 1 { return 0 }
        let soft = max(footprint, 0.01)
        return max(0, min(1, (mark.width_m / 2 - across) / soft + 0.5)) * min(1, mark.width_m / soft)
    }
}
