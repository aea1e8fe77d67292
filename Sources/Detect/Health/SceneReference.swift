import Base

/// The scene as it was learned: where its edges and its light and shade are. Compares a picture with it block by block.
///
/// The comparison is the normalised cross-correlation of the edge measures of a block of 4 x 4 cells, which does not change
/// when the light or the exposure does. Only blocks that usually agree with the learned scene are witnesses: sky, blank
/// walls, swaying leaves and moving water never testify.
struct SceneReference: Sendable {
    static let blockSide = 4
    static let blockColumns = PictureMeter.columns / blockSide, blockRows = PictureMeter.rows / blockSide
    static let blocks = blockColumns * blockRows

    /// What one picture says about the scene.
    struct Verdict: Sendable, Equatable {
        /// Blocks that can testify.
        var witnesses = 0
        /// Share of the witnesses in which the learned edges are not where they were, 0...1.
        var mismatch = 0.0
        /// Share of the witnesses that lost most of their sharpness, measured against the picture's contrast, 0...1.
        var softened = 0.0
        /// Share of the witnesses that lost most of their edges outright, 0...1.
        var blank = 0.0
        /// Correlation of coarse light and shade with the learned one, -1...1.
        var shading = 0.0
    }

    /// A witness has agreed with the reference at least so well over the last seconds.
    static let witnessCorrelation: Float = 0.6
    /// Below this correlation the learned edges are not there.
    static let lostCorrelation: Float = 0.3
    /// Least standard deviation of a block's edge measures, in grey levels: below it there is nothing to recognise.
    static let leastTexture: Float = 1.2

    private var brightness = [Float](repeating: 0, count: PictureMeter.count)
    private var across = [Float](repeating: 0, count: PictureMeter.count)
    private var down = [Float](repeating: 0, count: PictureMeter.count)
    private var sharpness = [Float](repeating: 0, count: PictureMeter.count)
    private var usual = [Float](repeating: 0, count: blocks)
    private var correlations = [Float](repeating: 0, count: blocks)
    private var textured = [Bool](repeating: false, count: blocks)
    private var isEmpty = true

    /// Forgets the scene.
    mutating func forget() { isEmpty = true }

    /// Compares a picture with the scene; `learn` must have been called before.
    mutating func compare(_ cells: PictureMeter.Cells, ignoring masked: [Bool]) -> Verdict {
        for block in 0..<SceneReference.blocks { correlate(block, cells, masked) }
        return verdict(cells, masked)
    }

    /// Moves the learned scene towards the picture.
    /// - Parameters:
    ///   - share: how far, 0...1.
    ///   - habit: how far the memory of how well each block agrees moves towards its last agreement, 0...1.
    mutating func learn(_ cells: PictureMeter.Cells, share: Float, habit: Float) {
        let part = isEmpty ? 1 : share
        for cell in 0..<PictureMeter.count {
            brightness[cell] += part * (cells.brightness[cell] - brightness[cell])
            across[cell] += part * (cells.across[cell] - across[cell])
            down[cell] += part * (cells.down[cell] - down[cell])
            sharpness[cell] += part * (cells.sharpness[cell] - sharpness[cell])
        }
        for block in usual.indices {
            usual[block] = isEmpty ? 0 : usual[block] + habit * (correlations[block] - usual[block])
        }
        isEmpty = false
    }

    private mutating func correlate(_ block: Int, _ cells: PictureMeter.Cells, _ masked: [Bool]) {
        let side = SceneReference.blockSide
        let first =
            block / SceneReference.blockColumns * side * PictureMeter.columns
            + block % SceneReference.blockColumns * side
        var sumA: (Float, Float) = (0, 0), sumB: (Float, Float) = (0, 0)
        var squareA: Float = 0, squareB: Float = 0, product: Float = 0
        var isMasked = false
        for row in 0..<side {
            for cell in first + row * PictureMeter.columns..<first + row * PictureMeter.columns + side {
                let a = (across[cell], down[cell]), b = (cells.across[cell], cells.down[cell])
                (sumA.0, sumA.1, sumB.0, sumB.1) = (sumA.0 + a.0, sumA.1 + a.1, sumB.0 + b.0, sumB.1 + b.1)
                squareA += a.0 * a.0 + a.1 * a.1
                squareB += b.0 * b.0 + b.1 * b.1
                product += a.0 * b.0 + a.1 * b.1
                isMasked = isMasked || masked[cell]
            }
        }
        let count = Float(side * side)
        let spreadA = squareA - (sumA.0 * sumA.0 + sumA.1 * sumA.1) / count
        let spreadB = squareB - (sumB.0 * sumB.0 + sumB.1 * sumB.1) / count
        let shared = product - (sumA.0 * sumB.0 + sumA.1 * sumB.1) / count
        let least = SceneReference.leastTexture * SceneReference.leastTexture * 2 * count
        textured[block] = !isMasked && spreadA >= least
        correlations[block] = spreadA > 0 && spreadB > 0 ? shared / (spreadA * spreadB).squareRoot() : 0
    }

    private func verdict(_ cells: PictureMeter.Cells, _ masked: [Bool]) -> Verdict {
        var verdict = Verdict()
        let contrast = shading(cells, masked)
        verdict.shading = Double(contrast.correlation)
        var lost = 0, softened = 0, blank = 0
        for block in 0..<SceneReference.blocks
        where textured[block] && usual[block] >= SceneReference.witnessCorrelation {
            verdict.witnesses += 1
            if correlations[block] < SceneReference.lostCorrelation { lost += 1 }
            let kept = edgeShare(block, cells)
            let contrastKept = min(1, contrast.ratio)
            if kept.sharpness < 0.4 * contrastKept * contrastKept { softened += 1 }
            if kept.edges < 0.4 { blank += 1 }
        }
        guard verdict.witnesses > 0 else { return verdict }
        verdict.mismatch = Double(lost) / Double(verdict.witnesses)
        verdict.softened = Double(softened) / Double(verdict.witnesses)
        verdict.blank = Double(blank) / Double(verdict.witnesses)
        return verdict
    }

    /// How much of a block's learned edges, and of their sharpness, is still there: 1 all, 0 none.
    private func edgeShare(_ block: Int, _ cells: PictureMeter.Cells) -> (edges: Float, sharpness: Float) {
        let side = SceneReference.blockSide
        let first =
            block / SceneReference.blockColumns * side * PictureMeter.columns
            + block % SceneReference.blockColumns * side
        var learned: Float = 0, now: Float = 0, learnedSharpness: Float = 0, sharpnessNow: Float = 0
        for row in 0..<side {
            for cell in first + row * PictureMeter.columns..<first + row * PictureMeter.columns + side {
                learned += across[cell] + down[cell]
                now += cells.across[cell] + cells.down[cell]
                learnedSharpness += sharpness[cell]
                sharpnessNow += cells.sharpness[cell]
            }
        }
        return (learned > 0 ? now / learned : 1, learnedSharpness > 0 ? sharpnessNow / learnedSharpness : 1)
    }

    /// Correlation of the cells' brightness with the learned one, and the ratio of their spreads (now to learned).
    private func shading(_ cells: PictureMeter.Cells, _ masked: [Bool]) -> (correlation: Float, ratio: Float) {
        var count: Float = 0
        var sumA: Float = 0, sumB: Float = 0, squareA: Float = 0, squareB: Float = 0, product: Float = 0
        for cell in 0..<PictureMeter.count where !masked[cell] {
            count += 1
            let a = brightness[cell], b = cells.brightness[cell]
            sumA += a
            sumB += b
            squareA += a * a
            squareB += b * b
            product += a * b
        }
        guard count > 0 else { return (0, 0) }
        let spreadA = squareA - sumA * sumA / count, spreadB = squareB - sumB * sumB / count
        guard spreadA > 0, spreadB > 0 else { return (0, 0) }
        return ((product - sumA * sumB / count) / (spreadA * spreadB).squareRoot(), (spreadB / spreadA).squareRoot())
    }
}
