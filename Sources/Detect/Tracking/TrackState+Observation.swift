import Base

extension TrackState {
    /// Not seen in this frame: the prediction stands, and slows down.
    mutating func miss(elapsed_s: Double) {
        (observed, grouped) = (false, false)
        unseen_s += elapsed_s
        absence += (1 - absence) * min(1, elapsed_s / 0.7)
        // Most things that vanish walk on behind what hides them; half their speed is left after two seconds.
        let keep = max(0, 1 - elapsed_s * 0.8)
        x.slow(keep: keep)
        bottom.slow(keep: keep)
    }

    /// Seen in `region`, alone or together with others, in one piece or in several.
    mutating func see(_ region: Region, shared: Bool, whole: Bool, picture: PixelSize, elapsed_s: Double) {
        let clippedLeft = region.left <= 1, clippedRight = region.right >= picture.width - 1
        let across = EdgeFit(
            low: Double(region.left), high: Double(region.right), size: width, expected: x.position, shared: shared,
            clippedLow: clippedLeft, clippedHigh: clippedRight)
        let along = EdgeFit(
            low: Double(region.top), high: Double(region.bottom), size: height,
            expected: bottom.position - height / 2, shared: shared,
            clippedLow: region.top <= 1, clippedHigh: region.bottom >= picture.height - 1)
        let noise = 0.04 * size + 0.8
        x.correct(across.centre, deviation_px: noise * (shared ? 4 : 1) / across.trust)
        let standing = along.sizeAgrees ? Double(region.bottom) : along.centre + height / 2
        bottom.correct(standing, deviation_px: noise * (shared ? 4 : 1) / along.trust)
        if !shared { adaptSize(to: region, whole, across: across, along: along, elapsed_s: elapsed_s) }
        (observed, grouped, unseen_s) = (true, shared, 0)
        hits += 1
        absence -= absence * min(1, elapsed_s / 0.7)
        if !shared { hole_s = region.isHole ? hole_s + elapsed_s : max(0, hole_s - 2 * elapsed_s) }
        strength += (Double(region.strongArea) / Double(max(1, region.area)) - strength) * 0.2
        solidity += (region.extent - solidity) * 0.2
        liveliness += (region.liveliness - liveliness) * min(1, elapsed_s / 1.0)
        still_s = liveliness < 0.003 && relativeSpeed < 0.1 ? still_s + elapsed_s : 0
        noteStand()
    }

    private mutating func adaptSize(
        to region: Region, _ whole: Bool, across: EdgeFit, along: EdgeFit, elapsed_s: Double
    ) {
        resized_s = across.sizeAgrees && along.sizeAgrees ? max(0, resized_s - elapsed_s) : resized_s + elapsed_s
        // A finder's box leaves out what is only light.
        let share = (hits < 4 ? 0.5 : min(0.5, elapsed_s / 0.3)) * (sights.isRecent ? 0.15 : 1)
        let lasting = resized_s > 0.4
        // Pieces that drift apart are rather two objects than one that grows.
        if !whole, Double(region.width) > width || Double(region.height) > height { return }
        width +=
            (Double(region.width) - width) * across.shareOfSize(share, grows: Double(region.width) > width, lasting)
        height +=
            (Double(region.height) - height) * along.shareOfSize(share, grows: Double(region.height) > height, lasting)
    }

    /// Who stands must not be learned bit by bit where little of him shows.
    private mutating func noteStand() {
        guard relativeSpeed < 0.2, !grouped else {
            stand = nil
            return
        }
        let box = (left: left, top: top, right: right, bottom: bottom.position)
        let all = stand ?? box
        stand = (min(all.left, box.left), min(all.top, box.top), max(all.right, box.right), max(all.bottom, box.bottom))
    }

    /// Whether what was seen by now is enough to believe in it.
    mutating func judge(elapsed_s: Double, leastHeight_px: Double) {
        let dx = x.position - birthX, dy = bottom.position - birthBottom
        let distance = (dx * dx + dy * dy).squareRoot()
        let step = (x: x.position - lastX, y: bottom.position - lastBottom)
        travelled_px += (step.x * step.x + step.y * step.y).squareRoot()
        (lastX, lastBottom) = (x.position, bottom.position)
        reach = max(reach, distance / max(1, min(width, height)))
        guard !confirmed, !isDoubted, !awaitsSight, hits >= 3, age_s >= 0.3 else { return }
        let steady = absence < 0.4
        // Walked away from where it appeared, or stands there, solid and alive: leaves, rain and lamp light do neither.
        let alive = age_s >= 1.5 && strength >= 0.5 && liveliness >= 0.01 && solidity >= 0.45
        // Slivers are what is left of shadows and kerbs.
        guard width <= 4.5 * height, height >= leastHeight_px else { return }
        let goes = reach >= 0.5 && distance >= 3 && distance >= 0.6 * travelled_px && solidity >= 0.33
        confirmed = steady && (goes || alive)
    }
}

/// Where an object of known size lies within what was seen along one axis.
///
/// When the seen extent agrees with the known size, its middle is the object's. When it does not (hidden behind a post,
/// merged with a neighbour, cut by the border), the edge that lies where it was expected is believed.
struct EdgeFit {
    let centre: Double
    /// 1 full trust ... 0.2 hardly any.
    let trust: Double
    let sizeAgrees: Bool
    /// Cut by the border of the picture.
    let isClipped: Bool

    init(
        low: Double, high: Double, size: Double, expected: Double, shared: Bool, clippedLow: Bool, clippedHigh: Bool
    ) {
        let seen = high - low
        isClipped = clippedLow || clippedHigh
        let ratio = seen / max(1, size)
        sizeAgrees = (0.75...1.33).contains(ratio) || abs(seen - size) <= 3
        if sizeAgrees && !isClipped {
            (centre, trust) = ((low + high) / 2, 1)
            return
        }
        if !shared, ratio > 1, !isClipped {
            // Nobody else is in it: it has grown.
            (centre, trust) = ((low + high) / 2, 0.3)
            return
        }
        let lowError = clippedLow ? .infinity : abs(low - (expected - size / 2))
        let highError = clippedHigh ? .infinity : abs(high - (expected + size / 2))
        if min(lowError, highError) <= 0.5 * size {
            centre = lowError < highError ? low + size / 2 : high - size / 2
            trust = 0.6
        } else if ratio > 1 {
            // Somewhere inside: hold the prediction to the extent.
            centre = min(max(expected, low + size / 2), high - size / 2)
            trust = 0.3
        } else {
            (centre, trust) = ((low + high) / 2, 0.4)
        }
    }

    /// How much of a difference in size is believed in one frame.
    func shareOfSize(_ share: Double, grows: Bool, _ lasting: Bool) -> Double {
        if sizeAgrees && !isClipped { return share }
        // Over the border things really grow when they come, and only seem to shrink when they go.
        if isClipped { return grows ? 0.5 : 0 }
        // Nobody else is in it: growth is likely, shrinking is rather a half that is hidden.
        return grows || lasting ? share : share * 0.25
    }
}
