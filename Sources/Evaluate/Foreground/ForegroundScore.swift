/// What a pixel of a change-detection mask says, by its grey value (CDnet 2014: Wang et al., CVPRW 2014).
package enum MaskLabel {
    package static let still: UInt8 = 0
    /// A moving shadow; counts as still.
    package static let shadow: UInt8 = 50
    /// Outside the region of interest; skipped.
    package static let outside: UInt8 = 85
    /// Edges of moving things and what nobody could tell; skipped.
    package static let unknown: UInt8 = 170
    package static let moving: UInt8 = 255
}

/// Pixels of a foreground compared with masks, added up over pictures, by the rules of CDnet.
package struct ForegroundScore: Hashable, Sendable {
    package private(set) var pictures = 0
    package private(set) var truePositives = 0
    package private(set) var falsePositives = 0
    package private(set) var falseNegatives = 0
    package private(set) var trueNegatives = 0
    /// False positives that are moving shadows.
    package private(set) var shadowPositives = 0
    /// Sides of a working pixel in pixels of the mask.
    package let block: Int

    /// A score of nothing.
    /// - Parameter block: 1, 2, 4 or 8; each working pixel stands for `block` x `block` pixels of the mask.
    package init(block: Int) { self.block = block }

    package var precision: Double? { ratio(truePositives, truePositives + falsePositives) }
    package var recall: Double? { ratio(truePositives, truePositives + falseNegatives) }
    package var f1: Double? { ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives) }

    /// Adds one picture.
    /// - Parameters:
    ///   - foreground: not zero where the detector sees foreground, at the working scale, row by row.
    ///   - width: of the working plane.
    ///   - mask: labels at full size, row by row, `maskWidth` wide. Other values than those of `MaskLabel` are skipped.
    package mutating func add(foreground: [UInt8], width: Int, mask: [UInt8], maskWidth: Int) {
        let seen = foreground.span, labels = mask.span
        pictures += 1
        for row in 0..<labels.count / maskWidth {
            let line = (row / block) * width
            for column in 0..<maskWidth {
                let found = seen[line + column / block] != 0
                switch labels[row * maskWidth + column] {
                case MaskLabel.moving: if found { truePositives += 1 } else { falseNegatives += 1 }
                case MaskLabel.still: if found { falsePositives += 1 } else { trueNegatives += 1 }
                case MaskLabel.shadow:
                    if found {
                        (falsePositives, shadowPositives) = (falsePositives + 1, shadowPositives + 1)
                    } else {
                        trueNegatives += 1
                    }
                default: break
                }
            }
        }
    }

    private func ratio(_ part: Int, _ whole: Int) -> Double? { whole > 0 ? Double(part) / Double(whole) : nil }
}
