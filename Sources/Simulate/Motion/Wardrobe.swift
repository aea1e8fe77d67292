/// Looks picked by a stream of random numbers.
struct Wardrobe {
    var random: SeededRandom

    /// A person.
    /// - Parameter tone: brightness from head to foot instead of picked ones; as many numbers are drawn as without it.
    mutating func person(_ clothing: Clothing, height_m: ClosedRange<Double>, tone plain: Double? = nil) -> PersonLook {
        var look = person(clothing, height_m: height_m)
        if let plain {
            let cloth = RGB(repeating: Float(plain))
            (look.top, look.bottom, look.shoes, look.skin, look.hair) = (cloth, cloth, cloth, cloth, cloth)
            (look.backpack, look.isFlat) = (false, true)
        }
        return look
    }

    private mutating func person(_ clothing: Clothing, height_m: ClosedRange<Double>) -> PersonLook {
        let skins = [RGB(0.83, 0.66, 0.56), RGB(0.74, 0.56, 0.45), RGB(0.57, 0.41, 0.31), RGB(0.40, 0.28, 0.21)]
        let hairs = [RGB(0.10, 0.08, 0.07), RGB(0.24, 0.16, 0.11), RGB(0.45, 0.34, 0.22), RGB(0.62, 0.60, 0.57)]
        let chosen: Clothing = clothing == .any ? [.dark, .mid, .bright][random.index(below: 3)] : clothing
        let tone: ClosedRange<Double> =
            switch chosen {
            case .dark: 0.10...0.24
            case .bright: 0.68...0.90
            default: 0.32...0.56
            }
        return PersonLook(
            height_m: random.value(in: height_m), build: random.value(in: 0.92...1.16),
            skin: skins[random.index(below: 4)],
            hair: hairs[random.index(below: 4)], top: cloth(tone),
            bottom: cloth(chosen == .bright ? 0.2...0.6 : 0.10...0.34),
            shoes: cloth(0.08...0.3), coat: random.unit() < 0.35 ? random.value(in: 0.4...1.1) : 0,
            backpack: random.unit() < 0.2)
    }

    /// A vehicle.
    mutating func vehicle(_ kind: VehicleKind) -> VehicleLook {
        let tones: [RGB] = [
            RGB(0.82, 0.83, 0.83), RGB(0.16, 0.17, 0.19), RGB(0.50, 0.52, 0.54), RGB(0.55, 0.15, 0.14),
            RGB(0.17, 0.27, 0.45),
            RGB(0.72, 0.70, 0.62),
        ]
        return VehicleLook(kind: kind, colour: tones[random.index(below: kind == .car ? 6 : 3)])
    }

    /// A bag.
    mutating func bag() -> BagLook { BagLook(colour: cloth(0.12...0.3)) }

    /// A cloth of a brightness, with a tint.
    private mutating func cloth(_ tone: ClosedRange<Double>) -> RGB {
        let level = Float(random.value(in: tone))
        let tint = RGB(Float(random.unit()), Float(random.unit()), Float(random.unit())) - RGB(repeating: 0.5)
        return (RGB(repeating: level) + tint * (0.20 * (0.3 + level))).clamped(
            lowerBound: RGB(repeating: 0.03), upperBound: RGB(repeating: 0.96))
    }
}
