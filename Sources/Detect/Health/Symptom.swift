import Base

/// What one picture looks like to someone who knows the scene.
enum Symptom {
    /// Fewer witnesses than this and the scene cannot be recognised at all.
    static let leastWitnesses = 6

    /// The symptom of one picture, the surest first; nil when nothing is wrong.
    /// - Parameters:
    ///   - verdict: the comparison with the scene; nil until it is learned.
    ///   - standing: the symptom already believed. It is kept on half the evidence, so that it does not flap.
    static func find(
        light: Illumination, isStill: Bool, verdict: SceneReference.Verdict?, standing: TamperReason?
    ) -> TamperReason? {
        if light.dark >= (standing == .dark ? 0.9 : 0.97) { return .dark }
        if light.bright >= (standing == .bright ? 0.6 : 0.75) { return .bright }
        if isStill { return .frozen }
        guard let verdict, verdict.witnesses >= leastWitnesses else { return nil }
        let ease = standing?.isOfTheScene == true ? 0.2 : 0.0
        if verdict.softened >= 0.75 - ease, verdict.shading >= 0.75 - ease { return .blurred }
        if verdict.blank >= 0.75 - ease { return .covered }
        if verdict.mismatch >= 0.72 - ease { return verdict.blank >= 0.5 ? .covered : .moved }
        return nil
    }
}

extension TamperReason {
    /// Found by comparing with the learned scene.
    var isOfTheScene: Bool { self == .moved || self == .covered || self == .blurred }

    /// How long the symptom must last before it is believed, in milliseconds; all below the two seconds after which
    /// somebody should know.
    var patience_ms: Int64 {
        switch self {
        case .dark, .bright: 1200
        case .blurred, .covered, .moved: 1600
        case .frozen: 1700
        }
    }
}

/// How much of the picture is all dark or all bright.
struct Illumination {
    /// Share of the cells with a brightness below 32 of 255: as good as black on any screen.
    let dark: Double
    /// Share of the cells above 235 in which no edge is left: burnt out.
    let bright: Double

    init(_ cells: PictureMeter.Cells, ignoring masked: [Bool]) {
        var count = 0, dark = 0, bright = 0
        for cell in 0..<PictureMeter.count where !masked[cell] {
            count += 1
            if cells.brightness[cell] < 32 { dark += 1 }
            if cells.brightness[cell] > 235, cells.across[cell] + cells.down[cell] < 3 { bright += 1 }
        }
        self.dark = count > 0 ? Double(dark) / Double(count) : 0
        self.bright = count > 0 ? Double(bright) / Double(count) : 0
    }
}

/// Which cells usually change from picture to picture, if only by noise. A picture in which not one of them changes is the
/// same picture again. A recording that repeats its quiet parts exactly has no such cells, and is never taken for frozen.
struct CellLife: Sendable {
    /// Share of the pictures in which each cell was not exactly as before; the memory is a few seconds.
    private var change = [Float](repeating: 0, count: PictureMeter.count)
    private var isFirst = true

    /// Whether this picture is exactly the last one although the scene usually changes.
    mutating func update(_ same: [Bool], ignoring masked: [Bool], elapsed_s: Float) -> Bool {
        var alive = 0, moved = 0
        for cell in change.indices where !masked[cell] && change[cell] > 0.5 {
            alive += 1
            if !same[cell] { moved += 1 }
        }
        let isStill = alive * 10 >= change.count && moved == 0
        if !isStill, !isFirst {  // a frozen picture must not become a habit
            let share = min(1, elapsed_s / 3)
            for cell in change.indices { change[cell] += share * ((same[cell] ? 0 : 1) - change[cell]) }
        }
        isFirst = false
        return isStill
    }
}

/// Believes a symptom when it has lasted, and its end when that has lasted.
struct SymptomClock: Sendable {
    /// A pause in a symptom shorter than this does not count.
    static let gap_ms: Int64 = 350
    /// How long nothing must be wrong before the camera is well again.
    static let recovery_ms: Int64 = 1600

    private(set) var believed: TamperReason?
    /// First frame of the believed symptom.
    private(set) var since: FrameMoment?
    private var suspected: (reason: TamperReason, since: FrameMoment, last: FrameMoment)?
    private var wellSince: FrameMoment?

    mutating func update(_ found: TamperReason?, at now: FrameMoment) {
        if believed == nil { suspect(found, now) } else { waitForRecovery(found, now) }
    }

    /// Suspicion goes on when the reason changes: a lens that is being covered looks moved first. The last reason counts.
    private mutating func suspect(_ found: TamperReason?, _ now: FrameMoment) {
        if let found {
            suspected = (found, suspected?.since ?? now, now)
            guard let suspected, now.isAtLeast(found.patience_ms, after: suspected.since) else { return }
            (believed, since, wellSince) = (found, suspected.since, nil)
            self.suspected = nil
        } else if let suspicion = suspected, now.isAtLeast(SymptomClock.gap_ms, after: suspicion.last) {
            suspected = nil
        }
    }

    private mutating func waitForRecovery(_ found: TamperReason?, _ now: FrameMoment) {
        guard found == nil else {
            wellSince = nil
            return
        }
        let well = wellSince ?? now
        wellSince = well
        guard now != well, now.isAtLeast(SymptomClock.recovery_ms, after: well) else { return }
        (believed, since, wellSince) = (nil, nil, nil)
    }
}
