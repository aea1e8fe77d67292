package import Base

/// The picture side of detection: keeps the learned scene and says which regions of a frame do not belong to it.
package struct Scenery {
    private let size: PixelSize
    package private(set) var model: BackgroundModel
    private var light: LightCompensation
    private var shadows: ShadowTest
    private var trim: ShadowTrim
    private var raw: BitMask
    private var cleaned: BitMask
    private var grouping: BitMask
    private var previous: [UInt8]
    private let leastArea_px: Int
    private let joining_px: Int

    /// Regions of the last frame with their shadows, and without.
    private var whole = RegionMap()
    package private(set) var map = RegionMap()
    /// Indices of those regions that are large enough to be something.
    package private(set) var usable: [Int] = []
    /// The light of the whole picture changed, or most of it is unexplained: new regions are not to be trusted.
    package private(set) var isUpset = false
    private var upsetFor_s = 0.0
    /// Regions of `whole` that are held already.
    private var held: [Int] = []
    private var closedSince: Timestamp?
    private var putBy: BackgroundModel?
    private var hasScene = false

    /// - Parameters:
    ///   - size: of the working plane.
    ///   - smallestObject: height of the smallest object of interest as a fraction of the picture's height.
    package init(size: PixelSize, smallestObject: Double) {
        self.size = size
        model = BackgroundModel(size: size)
        light = LightCompensation(size: size)
        shadows = ShadowTest(size: size)
        trim = ShadowTrim(size: size)
        raw = BitMask(width: size.width, height: size.height)
        (cleaned, grouping) = (raw, raw)
        previous = Array(repeating: 0, count: size.count)
        let height = Double(size.height) * smallestObject
        leastArea_px = max(10, Int(height * height * 0.16))
        joining_px = max(1, size.height / 80)
        usable.reserveCapacity(256)
        held.reserveCapacity(64)
        whole.reserve(runs: 8 * size.height, regions: 256, rows: size.height)
        map.reserve(runs: 8 * size.height, regions: 256, rows: size.height)
    }

    /// Learns the scene from its first frame.
    package mutating func begin(with frame: borrowing Frame) {
        model.restart(from: frame)
        remember(frame)
        (hasScene, closedSince, upsetFor_s, isUpset) = (true, nil, 0, false)
    }

    /// Something may be wrong with the picture: what is known now is put by, until that is settled.
    package mutating func suspect(_ isSuspicious: Bool) {
        if !isSuspicious { putBy = nil } else if putBy == nil { putBy = model }
    }

    /// The camera cannot see; what was learned before anything looked wrong is kept for a while.
    package mutating func close(since time: Timestamp) {
        if let known = putBy { model = known }
        putBy = nil
        if closedSince == nil { closedSince = time }
        usable.removeAll(keepingCapacity: true)
    }

    /// Whether there is a scene to compare with. After a minute of blindness what was learned is out of date.
    package mutating func isOpen(at time: Timestamp) -> Bool {
        guard hasScene else { return false }
        defer { closedSince = nil }
        return closedSince.map { time.seconds(since: $0) < Self.longestBlindness_s } ?? true
    }

    private static let longestBlindness_s = 60.0
    /// More unexplained than this is no object.
    private static let upsetShare = 0.5
    /// A scene that stays upset for so long is another scene.
    private static let patience_s = 6.0

    /// Finds what does not belong to the scene.
    package mutating func look(at frame: borrowing Frame, elapsed_s: Double) {
        let change = light.change(from: model, to: frame)
        if let change { model.relight(gain: change.gain, offset: change.offset, isSudden: change.isSudden) }
        model.update(with: frame, elapsed_s: elapsed_s)
        raw.pack(model.mask)
        usable.removeAll(keepingCapacity: true)
        var share = 0.0
        if cleaned.keepSupported(of: raw) {
            findRegions(frame, elapsed_s: elapsed_s)
            share = Double(cleaned.count) / Double(size.count)
        } else {
            // A still scene leaves early.
            whole.removeAll()
            map.removeAll()
            shadows.rest(elapsed_s: elapsed_s)
        }
        isUpset = change?.isSudden == true || share > Self.upsetShare
        upsetFor_s = share > Self.upsetShare ? upsetFor_s + elapsed_s : 0
        if upsetFor_s > Self.patience_s { begin(with: frame) }
    }

    private mutating func findRegions(_ frame: borrowing Frame, elapsed_s: Double) {
        grouping.dilate(from: cleaned, reach_px: joining_px)
        whole.find(mask: cleaned, grouping: grouping, strong: model.mask)
        let mayBeLight = trim.markLow(in: &raw, whole: whole, leastArea_px: leastArea_px)
        if mayBeLight, shadows.clear(&cleaned, low: raw, frame: frame, model: model, elapsed_s: elapsed_s) {
            trimShadows()
        } else {
            if !mayBeLight { shadows.rest(elapsed_s: elapsed_s) }
            map.take(whole)
        }
        for r in map.regions.indices where map.regions[r].area >= leastArea_px {
            usable.append(r)
            examine(r, frame)
        }
    }

    private mutating func trimShadows() {
        swap(&raw, &cleaned)
        cleaned.keepSupported(of: raw)
        trim.restore(&cleaned, whole: whole, strong: model.mask, leastArea_px: leastArea_px)
        grouping.dilate(from: cleaned, reach_px: joining_px)
        map.find(mask: cleaned, grouping: grouping, strong: model.mask)
    }

    /// After tracking: takes scenery into the model, and keeps the model away from what is followed.
    package mutating func settle(_ frame: borrowing Frame, tracker: inout Tracker) {
        for r in map.regions.indices where tracker.isScenery(region: r) { absorb(r, frame) }
        tracker.endScenery()
        hold(tracker)
        remember(frame)
    }

    /// Whether the region is a hole in the scene, and how much in it moves.
    private mutating func examine(_ r: Int, _ frame: borrowing Frame) {
        let region = map.regions[r]
        let runs = map.runs[region.firstRun..<region.endRun]
        let edges = GhostTest.outline(of: runs, frame: frame, model: model)
        map.regions[r].isHole = edges.scene > edges.frame * 5 / 4 + 4 * region.height
        map.regions[r].lively = changedPixels(runs, frame.pixels)
    }

    private func changedPixels(_ runs: ArraySlice<Run>, _ pixels: Span<UInt8>) -> Int {
        let before = previous.span
        var changed = 0
        for run in runs {
            let row = Int(run.row) * size.width
            for i in (row + Int(run.start))..<(row + Int(run.end)) where abs(Int(pixels[i]) - Int(before[i])) > 14 {
                changed += 1
            }
        }
        return changed
    }

    private mutating func absorb(_ r: Int, _ frame: borrowing Frame) {
        let region = map.regions[r]
        for run in map.runs[region.firstRun..<region.endRun] {
            let columns = max(0, Int(run.start) - 3)..<min(size.width, Int(run.end) + 3)
            for row in max(0, Int(run.row) - 2)...min(size.height - 1, Int(run.row) + 2) {
                model.absorb(frame, row: row, columns: columns)
            }
        }
    }

    /// Shadows and what passes for them are held with their objects: somebody who waits must not be learned piece by piece.
    private mutating func hold(_ tracker: borrowing Tracker) {
        model.release()
        for state in tracker.states {
            guard let stand = state.standing(in: size) else { continue }
            for row in stand.rows { model.hold(row: row, columns: stand.columns) }
        }
        held.removeAll(keepingCapacity: true)
        for r in usable where tracker.isHeld(region: r) {
            guard let w = whole.region(holding: map.runs[map.regions[r].firstRun]), !held.contains(w) else { continue }
            held.append(w)
            for run in whole.runs[whole.regions[w].firstRun..<whole.regions[w].endRun] {
                model.hold(row: Int(run.row), columns: max(0, Int(run.start) - 1)..<min(size.width, Int(run.end) + 1))
            }
        }
    }

    private mutating func remember(_ frame: borrowing Frame) {
        var kept = previous.mutableSpan
        let pixels = frame.pixels
        precondition(pixels.count == kept.count, "frames have one size")
        for i in 0..<kept.count { kept[i] = pixels[i] }
    }
}

extension Region {
    /// Its box in fractions of the picture.
    func box(in size: PixelSize) -> Box {
        Box(
            x: Double(left) / Double(size.width), y: Double(top) / Double(size.height),
            width: Double(width) / Double(size.width), height: Double(height) / Double(size.height))
    }
}
