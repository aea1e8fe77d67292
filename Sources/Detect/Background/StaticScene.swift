package import Base

/// The slow model beside the fast one: finds what was left and what was taken away, and keeps it until that is undone.
///
/// It looks a few times a second, by frame time. What is followed, what moves, and light that the whole picture shares
/// never make a change; a place is only spoken of when it can be seen.
///
/// Cost: for each look one pass over the picture (`SlowScene`), and a few steps for each pixel of a change. Nothing is
/// allocated while nothing changes.
package struct StaticScene {
    private let size: PixelSize
    private let leastArea_px: Int
    private let joining_px: Int
    private(set) var slow: SlowScene
    private var light: LightCompensation
    private var raw: BitMask
    private var cleaned: BitMask
    private var grouping: BitMask
    private var map = RegionMap()
    private var records: [ChangeRecord] = []
    private var walks = WalkBook()
    private var nextID = 1
    private var isKnown = false
    private var lastLook: Timestamp?
    private var upset_s = 0.0
    private var doubted_s = 0.0
    /// Places where a change ended a moment ago: what is left over there is no change of its own.
    private var settling: [(region: PixelBox, until: Timestamp)] = []
    /// How many pixels of a region have which age.
    private var ages: [Int] = []

    /// The lasting changes, in the order in which they came.
    package private(set) var changes: [StaticChange] = []

    /// - Parameters:
    ///   - size: of the working plane.
    ///   - smallestObject: height of the smallest object of interest as a fraction of the picture's height.
    package init(size: PixelSize, smallestObject: Double) {
        self.size = size
        slow = SlowScene(size: size)
        light = LightCompensation(size: size)
        raw = BitMask(width: size.width, height: size.height)
        (cleaned, grouping) = (raw, raw)
        let height = Double(size.height) * smallestObject
        leastArea_px = max(24, Int(height * height * 0.4))
        joining_px = max(2, size.height / 40)
        map.reserve(runs: 8 * size.height, regions: 256, rows: size.height)
        records.reserveCapacity(16)
        changes.reserveCapacity(16)
        settling.reserveCapacity(16)
    }

    /// Numbers that shape the decisions, each with its reason.
    private enum Tuning {
        /// Five looks a second tell half a second from a whole one, and cost little.
        static let pace_s = 0.2
        /// More of the picture changed than this is no object; if it stays so, this is another scene.
        static let upsetShare = 0.4, patience_s = 8.0
        /// After a sudden change of light what it left over locally is not believed for a while.
        static let doubt_s = 1.0
        /// What is left over where a change ended is taken into the scene for so long.
        static let settling_s = 3.0
        /// A change lasts an hour at most, and half a minute when nobody can tell what it is.
        static let longest_s = 3600.0, unclear_s = 30.0
    }

    /// Learns the scene from its first frame.
    package mutating func begin(with frame: borrowing Frame) {
        slow.restart(from: frame)
        records.removeAll(keepingCapacity: true)
        changes.removeAll(keepingCapacity: true)
        settling.removeAll(keepingCapacity: true)
        (isKnown, lastLook, upset_s, doubted_s) = (true, frame.time, 0, 0)
    }

    /// Takes the next frame, after the fast model and the tracker have seen it.
    /// - Parameters:
    ///   - covered: not zero where confirmed tracks hold the picture.
    ///   - isDoubtful: something is wrong with the picture as a whole; it is not looked at.
    package mutating func look(
        at frame: borrowing Frame, covered: [UInt8], tracker: borrowing Tracker, isDoubtful: Bool
    ) {
        guard isKnown, let last = lastLook else { return begin(with: frame) }
        let elapsed_s = frame.time.seconds(since: last)
        guard elapsed_s >= Tuning.pace_s - 0.0005 else { return }
        lastLook = frame.time
        walks.note(tracker.states)
        followLight(frame, elapsed_s: elapsed_s)
        guard !isDoubtful else { return }
        let tenths = max(1, Int((min(elapsed_s, 1) * 10).rounded()))
        let changed = slow.look(at: frame, tenths: tenths, covered: covered)
        let moment = FrameMoment(time: frame.time, sequence: frame.sequence)
        review(frame, tracker.states, moment, elapsed_s: elapsed_s)
        welcome(changed, frame, moment, elapsed_s: elapsed_s)
        changes.removeAll(keepingCapacity: true)
        for record in records { changes.append(record.change(in: size)) }
    }

    /// Makes changes of pixels that have changed lastingly, unless they are too many for an object.
    private mutating func welcome(
        _ changed: Int, _ frame: borrowing Frame, _ now: FrameMoment, elapsed_s: Double
    ) {
        guard changed >= leastArea_px else { return upset_s = 0 }
        guard Double(changed) < Tuning.upsetShare * Double(size.count) else {
            upset_s += elapsed_s
            if upset_s > Tuning.patience_s { begin(with: frame) }
            return
        }
        upset_s = 0
        if doubted_s <= 0 { accept(now) }
    }

    private mutating func followLight(_ frame: borrowing Frame, elapsed_s: Double) {
        doubted_s = max(0, doubted_s - elapsed_s)
        guard let change = light.change(from: slow, to: frame) else { return }
        slow.relight(gain: change.gain, offset: change.offset)
        if change.isSudden { doubted_s = Tuning.doubt_s }
    }

    // MARK: Known changes

    private mutating func review(
        _ frame: borrowing Frame, _ tracks: [TrackState], _ now: FrameMoment, elapsed_s: Double
    ) {
        settling.removeAll { $0.until < now.time }
        for r in records.indices {
            records[r].look(&slow, frame, now, elapsed_s: elapsed_s)
            records[r].compare(with: tracks, walks)
            let lasted_s = now.seconds(since: records[r].since)
            let isStale = lasted_s > Tuning.longest_s || (records[r].kind == .unclear && lasted_s > Tuning.unclear_s)
            if isStale { records[r].fate = .settled }
        }
        guard records.contains(where: { $0.fate != .lasts }) else { return }
        for record in records where record.fate != .lasts { end(record, now) }
        records.removeAll { $0.fate != .lasts }
    }

    /// Gives the pixels of a change back. Where something else has taken its place the picture is the scene from now on.
    private mutating func end(_ record: ChangeRecord, _ now: FrameMoment) {
        for y in record.region.rows {
            for i in (y * size.width + record.region.left)..<(y * size.width + record.region.right)
            where slow.hold[i] == record.number {
                if record.fate == .undone { slow.release(i) } else { slow.absorb(i) }
            }
        }
        // Somebody who went leaves nothing over, and what lies where he stood is a change of its own.
        guard record.kind == .removed else { return }
        let until = now.time.advanced(bySeconds: Tuning.settling_s)
        settling.append((record.region.grown(by: 2 * joining_px, in: size), until))
    }

    // MARK: New changes

    private mutating func accept(_ now: FrameMoment) {
        raw.pack(slow.mask)
        cleaned.keepSupported(of: raw)
        grouping.dilate(from: cleaned, reach_px: joining_px)
        map.find(mask: cleaned, grouping: grouping, strong: slow.mask)
        for region in map.regions where region.area >= leastArea_px && region.strongArea * 4 >= region.area {
            let runs = map.runs[region.firstRun..<region.endRun]
            if settling.contains(where: { $0.region.holds(region) }) {
                for run in runs { absorb(run) }
                continue
            }
            let since = now.earlier(byTenths: medianAge(runs))
            guard let r = home(of: region, since, now) else { continue }
            for run in runs {
                slow.accept(row: Int(run.row), columns: Int(run.start)..<Int(run.end), as: records[r].number)
            }
            records[r].add(region)
        }
    }

    private mutating func absorb(_ run: Run) {
        for i in (Int(run.row) * size.width + Int(run.start))..<(Int(run.row) * size.width + Int(run.end)) {
            slow.absorb(i)
        }
    }

    /// The change that a region is a part of: one that holds it, or is near by and as old, or a new one; nil when there are too many.
    private mutating func home(of region: Region, _ since: FrameMoment, _ now: FrameMoment) -> Int? {
        let near = records.firstIndex { record in
            record.region.holds(region)
                || record.region.grown(by: 3 * joining_px, in: size).meets(region)
                    && abs(since.seconds(since: record.since)) < 2
        }
        if let near { return near }
        guard let number = (1...UInt8(60)).first(where: { free in !records.contains { $0.number == free } }) else {
            return nil
        }
        records.append(ChangeRecord(id: nextID, number: number, since: since, region))
        nextID += 1
        return records.count - 1
    }

    private mutating func medianAge(_ runs: ArraySlice<Run>) -> Int {
        ages.removeAll(keepingCapacity: true)
        ages.append(contentsOf: repeatElement(0, count: 256))
        var total = 0
        for run in runs {
            for i in (Int(run.row) * size.width + Int(run.start))..<(Int(run.row) * size.width + Int(run.end)) {
                ages[Int(slow.age[i])] += 1
                total += 1
            }
        }
        var below = 0
        return ages.firstIndex { count in
            below += count
            return below * 2 > total
        } ?? 0
    }
}
