package import Base

/// Whether a camera's picture is of use, frame by frame: dark, bright, blurred, covered, moved or frozen, or nothing wrong.
///
/// A symptom must last (`patience_ms`) before it is believed and be gone as long before the camera is believed well again, so
/// that a light that is switched, an exposure that hunts and a lorry that passes close by are none. Moved, covered and
/// blurred are found by comparing with the learned scene (`SceneReference`), which takes the first seconds to learn.
package struct CameraHealth: Sendable {
    /// How long the scene is learned before it is compared with.
    static let learning_ms: Int64 = 2500
    /// Memory of the learned scene: a parked car belongs to it after about this time.
    static let memory_s: Float = 20
    /// Memory of how well a block usually agrees with it.
    static let habit_s: Float = 4
    /// A camera that has been moved and stays so looks at a new scene, which is learned after this time.
    static let newScene_ms: Int64 = 60_000
    /// One that seems covered or blurred for so long has a new scene as well, or it would never be of use again.
    static let newSceneAtLast_ms: Int64 = 600_000
    /// While nothing looks wrong, pictures that come sooner after the last measured one are not measured: what is looked for
    /// lasts for seconds, and a camera of thirty pictures a second would pay for it three times over.
    static let pause_ms: Int64 = 80

    /// Why the picture is of no use; nil while it is.
    package private(set) var unobserved: BlindReason?
    /// The first frame of that.
    package private(set) var since: FrameMoment?

    /// Something looks wrong, though not yet for long enough to be believed.
    package private(set) var isSuspicious = false

    private var meter: PictureMeter?
    private var reference = SceneReference()
    private(set) var verdict = SceneReference.Verdict()
    private var masked: [Bool]
    private var life: CellLife
    private var learningSince: FrameMoment?
    private var hasLearned = false
    private var last: FrameMoment?
    private var symptom = SymptomClock()

    /// - Parameters:
    ///   - frameSize: size of the frames to come; below 96 x 74 pixels nothing is ever found wrong.
    ///   - masks: parts of the picture that are black on purpose.
    package init(frameSize: PixelSize, masks: [Polygon] = []) {
        meter = PictureMeter.canMeasure(frameSize) ? PictureMeter(size: frameSize) : nil
        masked = CameraHealth.cells(under: masks)
        life = CellLife()
    }

    /// Takes the next frame. About 20 microseconds at 320 x 240 pixels, when it is measured; allocates nothing.
    package mutating func update(_ frame: borrowing Frame) {
        guard meter != nil else { return }
        let now = FrameMoment(time: frame.time, sequence: frame.sequence)
        if let last, !isSuspicious, symptom.believed == nil, !now.isAtLeast(Self.pause_ms, after: last) { return }
        meter?.measure(frame.pixels)
        guard let cells = meter?.cells else { return }
        let elapsed_s = Float(min(max(last.map { now.seconds(since: $0) } ?? 0, 0), 1))
        last = now
        let isStill = life.update(cells.same, ignoring: masked, elapsed_s: elapsed_s)
        let light = Illumination(cells, ignoring: masked)
        verdict = learningSince == nil ? SceneReference.Verdict() : reference.compare(cells, ignoring: masked)
        let found = Symptom.find(
            light: light, isStill: isStill, verdict: hasLearned ? verdict : nil, standing: symptom.believed)
        symptom.update(found, at: now)
        isSuspicious = found != nil
        if symptom.believed == nil { learn(cells, found, elapsed_s, now) } else { considerNewScene(now) }
        unobserved = symptom.believed.map { .tampered($0) }
        since = symptom.believed == nil ? nil : symptom.since
    }

    private mutating func learn(
        _ cells: PictureMeter.Cells, _ found: TamperReason?, _ elapsed_s: Float, _ now: FrameMoment
    ) {
        guard found == nil else { return }  // what is under suspicion is not learned
        let start = learningSince ?? now
        if learningSince == nil { learningSince = now }
        if hasLearned {
            let share = 1 - exponential(-elapsed_s / CameraHealth.memory_s)
            reference.learn(cells, share: share, habit: 1 - exponential(-elapsed_s / CameraHealth.habit_s))
        } else {
            // A plain mean at first, then a moving one over a second.
            let age_s = Float(now.seconds(since: start))
            reference.learn(cells, share: elapsed_s / max(age_s, elapsed_s, 0.001), habit: min(1, 2 * elapsed_s))
            hasLearned = now.isAtLeast(CameraHealth.learning_ms, after: start)
        }
    }

    private mutating func considerNewScene(_ now: FrameMoment) {
        let wait = symptom.believed == .moved ? CameraHealth.newScene_ms : CameraHealth.newSceneAtLast_ms
        guard hasLearned, let since = symptom.since, symptom.believed?.isOfTheScene == true,
            now.isAtLeast(wait, after: since)
        else { return }
        reference.forget()
        (learningSince, hasLearned) = (nil, false)
        // Nothing speaks against the new scene until it is learned: the span ends after the usual time without symptom.
    }

    private static func cells(under masks: [Polygon]) -> [Bool] {
        (0..<PictureMeter.count).map { cell in
            let x = Double(cell % PictureMeter.columns), y = Double(cell / PictureMeter.columns)
            // Corners and middle of the cell: a cell with only a part under a mask has the mask's edge in it.
            return masks.contains { mask in
                [(0.0, 0.0), (1, 0), (0, 1), (1, 1), (0.5, 0.5)].contains { dx, dy in
                    mask.contains(
                        Point((x + dx) / Double(PictureMeter.columns), (y + dy) / Double(PictureMeter.rows)))
                }
            }
        }
    }
}

/// e to the power of `x`, for `x` in -1...0, by its series; error below 1e-6. Without a mathematics library, so that it
/// gives the same bits everywhere.
private func exponential(_ x: Float) -> Float {
    var term: Float = 1, sum: Float = 1
    for n in 1...8 {
        term *= x / Float(n)
        sum += term
    }
    return sum
}
