import Base

/// All that the slow model knows of one lasting change, in working pixels.
struct ChangeRecord: Sendable {
    /// How it stands with the change.
    enum Fate: Sendable {
        case lasts
        /// The place looks as it did before.
        case undone
        /// Something else is in its place.
        case replaced
        /// It has lasted so long, or is so unclear, that it is the scene now.
        case settled
    }

    let id: Int
    /// Its pixels in `SlowScene.hold`.
    let number: UInt8
    private(set) var since: FrameMoment
    private(set) var region: PixelBox
    private(set) var kind = StaticChange.Kind.unclear
    var fate = Fate.lasts
    /// Most that its pixels ever differed from the scene together, in grey levels.
    private var most = 0
    private var isInView = true
    private var calm_s = 0.0
    /// For how long something else has stood in its place.
    private var replaced_s = 0.0
    private var balance: Double?
    /// Area of the box of whoever came and stands there, as it was on the way.
    private var comer_px2 = 0.0
    /// A followed object stands there that is only what is left of somebody who went on.
    private var isRemnant = false

    init(id: Int, number: UInt8, since: FrameMoment, _ region: Region) {
        (self.id, self.number, self.since) = (id, number, since)
        self.region = PixelBox(region)
    }

    /// Numbers that shape the decisions, each with its reason.
    private enum Tuning {
        /// Share of a thing's pixels that may move when something stands in its place.
        static let moving = 0.02
        /// Gone when less than this share of the difference is left.
        static let leftOver = 0.45
        /// One who stands has at least this share of the box he had on the way; what he put down has less.
        static let comer = 0.55
        /// A followed object that never went anywhere is a thing when nothing in it has moved for so long.
        static let still_s = 5.0
        /// Share of pixels that must show something for sure.
        static let inView = 0.6
        /// People change more than this share of their look within seconds, bags do not.
        static let restless = 0.05
        /// Something stands in the place of what was removed when it has not moved for so long.
        static let replaced_s = 0.5
        /// Balance of the outline from which one is sure. Where the scene was rich, its texture alone looks a little removed.
        static let left = 0.06, removed = -0.1
    }

    /// Takes in another region.
    mutating func add(_ region: Region) {
        self.region = self.region.union(PixelBox(region))
        // A thing is there as a whole; somebody who settles down comes to rest bit by bit.
        calm_s = 0
    }

    /// Looks at its pixels in the frame.
    mutating func look(_ slow: inout SlowScene, _ frame: borrowing Frame, _ now: FrameMoment, elapsed_s: Double) {
        let tally = ChangeTally(of: number, in: region, &slow, frame)
        region = tally.box ?? region
        let left = tally.all - tally.back
        most = max(most, tally.difference)
        isInView = Double(tally.same) >= Tuning.inView * Double(left)
        watchCalm(tally, left, &slow, elapsed_s: elapsed_s)
        if left < 8 || Double(tally.difference) < Tuning.leftOver * Double(most) {
            fate = .undone
        } else if tally.other * 2 > left {
            // A thing that was moved about is still left; in the place of one that was removed stands something again.
            if kind == .removed, Double(tally.lively) < Tuning.moving * Double(left) { replaced_s += elapsed_s }
            if replaced_s > Tuning.replaced_s { fate = .replaced }
        } else {
            replaced_s = 0
        }
        if isInView { judge(slow) }
    }

    /// A thing keeps its look; what changes by itself is somebody. Whoever hides it for a while proves nothing.
    private mutating func watchCalm(_ tally: ChangeTally, _ left: Int, _ slow: inout SlowScene, elapsed_s: Double) {
        if Double(tally.other) > Tuning.restless * Double(left) {
            calm_s = 0
            if kind != .removed { renew(&slow) }
        } else if isInView {
            calm_s += elapsed_s
        }
    }

    private func renew(_ slow: inout SlowScene) {
        for y in region.rows {
            for i in (y * slow.width + region.left)..<(y * slow.width + region.right)
            where slow.hold[i] == number && slow.isSure(i) {
                slow.renew(accepted: i)
            }
        }
    }

    private mutating func judge(_ slow: borrowing SlowScene) {
        let test = OutlineTest(
            slow, number: number, left: region.left, top: region.top, right: region.right, bottom: region.bottom)
        guard let seen = test.balance else { return }
        let smoothed = balance.map { $0 + (seen - $0) * 0.2 } ?? seen
        balance = smoothed
        // A decision stands until the opposite is as sure.
        if smoothed >= Tuning.left { kind = .left } else if smoothed <= Tuning.removed { kind = .removed }
    }

    /// Sees whether it is somebody who came there by themselves and stands.
    mutating func compare(with tracks: [TrackState], _ walks: WalkBook) {
        isRemnant = false
        for track in tracks where track.confirmed && track.relativeSpeed < 0.2 && fits(track) {
            if let walked = walks.area_px2(of: track.id) {
                comer_px2 = max(comer_px2, walked)
                isRemnant = !isComer
            } else {
                isRemnant = track.still_s > Tuning.still_s
            }
        }
    }

    /// Whether it is as large as whoever came there.
    private var isComer: Bool { comer_px2 > 0 && Double(region.area) > Tuning.comer * comer_px2 }

    private func fits(_ track: TrackState) -> Bool {
        let across = min(track.right, Double(region.right)) - max(track.left, Double(region.left))
        let along = min(track.bottom.position, Double(region.bottom)) - max(track.top, Double(region.top))
        guard across > 0, along > 0 else { return false }
        let shared = across * along
        return shared > 0.35 * (track.width * track.height + Double(region.area) - shared)
    }

    /// What the rules see of it.
    func change(in size: PixelSize) -> StaticChange {
        StaticChange(
            id: id, kind: kind, box: region.box(in: size), since: since, isInView: isInView, calm_s: calm_s,
            cameByItself: isComer, isRemnant: isRemnant)
    }
}

extension FrameMoment {
    /// The moment so many tenths of a second ago; the number of its frame is not known and stays.
    func earlier(byTenths tenths: Int) -> FrameMoment {
        FrameMoment(time: time.advanced(bySeconds: -Double(tenths) / 10), sequence: sequence)
    }
}
