public import Base

/// The detection stage of one camera: frames in, observations out. Pure: no clock, no I/O, no randomness.
public struct Detector: ~Copyable {
    /// Named in every event and in the ledger; changes whenever the same frames may give other events.
    public static let version = "wayside-motion/1"

    /// Boxes of everything that is followed or moves in the last frame, without identity; for drawing and for pixelation.
    public private(set) var regions: [Box] = []

    private let frameSize: PixelSize
    private var model: BackgroundModel
    private var light: LightCompensation
    private var foreground: BitMask
    private var cleaned: BitMask
    private var grouping: BitMask
    package private(set) var map = RegionMap()
    package private(set) var tracker: Tracker
    private var previous: [UInt8]
    private var lastTime: Timestamp?
    private var shadows: ShadowTest

    /// - Parameters:
    ///   - camera: places, rules, calibration.
    ///   - site: id of the site; events name `site/camera` as their source.
    ///   - frameSize: size of the frames to come, in working pixels.
    public init(camera: CameraSettings, site: String, frameSize: PixelSize) {
        self.frameSize = frameSize
        previous = Array(repeating: 0, count: frameSize.count)
        light = LightCompensation(size: frameSize)
        model = BackgroundModel(size: frameSize)
        shadows = ShadowTest(size: frameSize)
        foreground = BitMask(width: frameSize.width, height: frameSize.height)
        cleaned = foreground
        grouping = foreground
        tracker = Tracker(size: frameSize, smallestObject: camera.smallestObject)
    }

    package var mask: [UInt8] { model.mask }

    /// Takes the next frame and gives what it decided.
    public mutating func observe(_ frame: borrowing Frame) -> [Observation] {
        guard let last = lastTime else {
            model.restart(from: frame)
            remember(frame)
            lastTime = frame.time
            return []
        }
        let elapsed_s = min(max(frame.time.seconds(since: last), 0.001), 1)
        lastTime = frame.time
        let change = light.change(from: model, to: frame)
        if let change { model.relight(gain: change.gain, offset: change.offset) }
        model.update(with: frame, elapsed_s: elapsed_s)
        foreground.pack(model.mask)
        cleaned.keepSupported(of: foreground)
        _ = shadows.remove(from: &cleaned, frame: frame, model: model, enclosure_px: max(3, frameSize.height / 16))
        foreground.words = cleaned.words
        cleaned.keepSupported(of: foreground)
        grouping.dilate(from: cleaned, reach_px: max(1, frameSize.height / 80))
        map.find(mask: cleaned, grouping: grouping, strong: model.mask)
        markHoles(frame)
        tracker.update(map, elapsed_s: elapsed_s, time: frame.time, sequence: frame.sequence, mayBegin: change?.isSudden != true)
        absorbScenery(frame)
        hold()
        remember(frame)
        return []
    }

    private func changedPixels(_ runs: ArraySlice<Run>, _ frame: borrowing Frame) -> Int {
        let pixels = frame.pixels
        var changed = 0
        for run in runs {
            let row = Int(run.row) * frameSize.width
            for i in (row + Int(run.start))..<(row + Int(run.end)) where abs(Int(pixels[i]) - Int(previous[i])) > 14 {
                changed += 1
            }
        }
        return changed
    }

    private mutating func markHoles(_ frame: borrowing Frame) {
        for r in map.regions.indices where map.regions[r].area >= tracker.leastArea_px {
            let region = map.regions[r]
            let edges = GhostTest.outline(of: map.runs[region.firstRun..<region.endRun], frame: frame, model: model)
            map.regions[r].lively = changedPixels(map.runs[region.firstRun..<region.endRun], frame)
            map.regions[r].isHole = edges.scene > edges.frame * 5 / 4 + 4 * region.height
        }
    }

    private mutating func absorbScenery(_ frame: borrowing Frame) {
        let holes = tracker.takeScenery()
        if holes.isEmpty { return }
        for (r, region) in map.regions.enumerated() where tracker.owners[r].contains(where: holes.contains) {
            for run in map.runs[region.firstRun..<region.endRun] {
                for row in max(0, Int(run.row) - 2)...min(model.height - 1, Int(run.row) + 2) {
                    model.absorb(frame, row: row, columns: max(0, Int(run.start) - 3)..<min(model.width, Int(run.end) + 3))
                }
            }
        }
    }

    private mutating func remember(_ frame: borrowing Frame) {
        let pixels = frame.pixels
        for i in previous.indices { previous[i] = pixels[i] }
    }

    private mutating func hold() {
        for i in model.hold.indices { model.hold[i] = 0 }
        for (r, region) in map.regions.enumerated() where tracker.owners[r].contains(where: { id in
            tracker.states.contains { $0.id == id && $0.confirmed }
        }) {
            for run in map.runs[region.firstRun..<region.endRun] {
                let row = Int(run.row) * model.width
                for i in (row + max(0, Int(run.start) - 1))..<(row + min(model.width, Int(run.end) + 1)) { model.hold[i] = 1 }
            }
        }
    }

    /// A picture that was taken at `time` could not be used: the places were not observed then.
    public mutating func skipped(at time: Timestamp) -> [Observation] { [] }

    /// The source is at its end: what is still going on ends at the last frame, and the exposure account is closed.
    public mutating func finish() -> [Observation] { [] }
}
