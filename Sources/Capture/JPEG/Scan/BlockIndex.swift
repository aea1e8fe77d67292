/// Where every block of a scan begins, as it was found by walks.
///
/// An image without restart markers is walked over in three places at once: the processor does three looks in the time of
/// one and a half, as each waits for its own memory. A walk that begins in the middle of the bytes reads nonsense at first,
/// but Huffman codes synchronise themselves (Klein and Wiseman, The Computer Journal 46, 2003): after some blocks it
/// is in step, which shows where the walk from before it reaches a place at which both begin an MCU. From there on both would
/// be the same for ever, so the first one ends.
@safe struct BlockIndex: ~Copyable {
    /// MCUs that follow each other in one piece of notes.
    @safe struct Piece {
        /// Note of the first block.
        let notes: UnsafeMutablePointer<UInt32>
        /// Where the first block begins.
        let begin: BitPlace
        let mcus: Range<Int>
        /// Whether its first block is the first of a segment, where predictions begin anew (T.81, F.2.1.3.1).
        let beginsSegment: Bool
        /// Where the last block must end at the latest, when it is the last of its segment.
        let end: BitPlace?
    }

    /// Fewer bytes are walked over in one go.
    static let leastToSplit = 3 * 2048
    /// Notes behind each region, for a group that goes on beyond its end.
    private static let spare = 4 * BlockWalk.furthestGroup + 64

    private var notes = ScratchBuffer<UInt32>()
    /// In order; together all MCUs of the scan.
    private(set) var pieces: [Piece] = []

    /// Finds the blocks of a scan.
    /// - Returns: whether all were found, by codes alone. When not, somebody must look closer.
    mutating func find(_ layout: ScanLayout, _ bytes: borrowing EntropyBytes, _ tables: ScanTables) -> Bool {
        if !tables.habit.isToCount {
            let isRight = walk(layout, bytes, tables, counts: false) && allHaveEnds(layout.blocksPerMCU)
            tables.habit.note(isRight)
            if isRight { return true }
        }
        return walk(layout, bytes, tables, counts: true)
    }

    private mutating func walk(
        _ layout: ScanLayout, _ bytes: borrowing EntropyBytes, _ tables: ScanTables, counts: Bool
    ) -> Bool {
        pieces.removeAll(keepingCapacity: true)
        let interval = layout.restartInterval == 0 ? layout.mcus : layout.restartInterval
        let segments = (layout.mcus + interval - 1) / interval
        guard bytes.segments.count > segments else { return false }
        let ground = unsafe tables.ground(bytes.base, counts: counts)
        // What follows a superfluous restart marker is not looked at.
        return segments == 1
            ? walkInThree(layout, bytes, ground, isUniform: tables.isUniform)
            : walkSegments(layout, bytes, ground, interval: interval, segments: segments)
    }

    /// Whether the walks, which did not count, took no two blocks for one.
    private func allHaveEnds(_ perMCU: Int) -> Bool {
        pieces.allSatisfy { piece in
            var room: Int32 = 0
            for block in 0..<piece.mcus.count * perMCU {
                room |= unsafe BlockWalk.room(piece.notes[block], piece.notes[block + 1])
            }
            return room >= 0
        }
    }

    /// The notes of one region out of several of the same size.
    private mutating func region(_ number: Int, of count: Int, notesEach: Int) -> UnsafeMutablePointer<UInt32> {
        let stride = notesEach + Self.spare
        notes.reserve(stride * count)
        return unsafe notes.first + number * stride
    }
}

// MARK: - One segment

extension BlockIndex {
    private mutating func walkInThree(
        _ layout: ScanLayout, _ bytes: borrowing EntropyBytes, _ ground: BlockGround, isUniform: Bool
    ) -> Bool {
        let perMCU = layout.blocksPerMCU, each = layout.mcus * perMCU
        let begin = bytes.place(of: 0), end = bytes.place(of: 1)
        let count = bytes.count(of: 0)
        guard count >= Self.leastToSplit else {
            var only = unsafe Stretch(
                begin, until: end.offset, end: end, region(0, of: 1, notesEach: each), each, ground)
            only.walk(ground)
            return add(only, at: Meeting(before: 0, after: 0, place: begin), 0..<layout.mcus, perMCU, end)
        }
        let middle = begin.advanced(by: count / 3 * 8), late = begin.advanced(by: count / 3 * 16)
        var a = unsafe Stretch(begin, until: middle.offset, end: end, region(0, of: 3, notesEach: each), each, ground)
        var b = unsafe Stretch(middle, until: late.offset, end: end, region(1, of: 3, notesEach: each), each, ground)
        var c = unsafe Stretch(late, until: end.offset, end: end, region(2, of: 3, notesEach: each), each, ground)
        Stretch.walk(&a, &b, &c, ground)
        let steps = Meeting.Steps(perMCU: perMCU, next: isUniform ? 1 : perMCU, end: end.offset)
        var mcu = 0
        var at = Meeting(before: 0, after: 0, place: begin)
        for _ in 0..<2 {
            // Whoever never falls into step walks on alone.
            guard let meeting = a.join(b, ground, steps, from: at.after) else {
                a.walk(until: end.offset, ground)
                break
            }
            let next = mcu + (meeting.before - at.after) / perMCU
            guard next < layout.mcus else { break }
            guard add(a, at: at, mcu..<next, perMCU, nil) else { return false }
            (mcu, at) = (next, meeting)
            (a, b) = (b, c)
        }
        return add(a, at: at, mcu..<layout.mcus, perMCU, end)
    }

    /// Adds a stretch's blocks from a place on as a piece.
    private mutating func add(
        _ stretch: Stretch, at meeting: Meeting, _ mcus: Range<Int>, _ perMCU: Int, _ end: BitPlace?
    ) -> Bool {
        let first = meeting.after
        guard stretch.reached >= first + mcus.count * perMCU, stretch.isSound(from: first) else { return false }
        let beginsSegment = pieces.last.map { $0.end != nil } ?? true
        unsafe pieces.append(
            Piece(
                notes: stretch.first + first, begin: meeting.place, mcus: mcus, beginsSegment: beginsSegment, end: end))
        return true
    }
}

// MARK: - Segments between restart markers

extension BlockIndex {
    private mutating func walkSegments(
        _ layout: ScanLayout, _ bytes: borrowing EntropyBytes, _ ground: BlockGround, interval: Int, segments: Int
    ) -> Bool {
        let perMCU = layout.blocksPerMCU, perSegment = interval * perMCU
        var segment = 0
        while segment < segments {
            let count = min(3, segments - segment)
            var a = unsafe stretch(
                segment, bytes, region(segment, of: segments, notesEach: perSegment), perSegment, ground)
            if count == 3 {
                var b = unsafe stretch(
                    segment + 1, bytes, region(segment + 1, of: segments, notesEach: perSegment), perSegment, ground)
                var c = unsafe stretch(
                    segment + 2, bytes, region(segment + 2, of: segments, notesEach: perSegment), perSegment, ground)
                Stretch.walk(&a, &b, &c, ground)
                guard add(a, segment, layout, bytes), add(b, segment + 1, layout, bytes),
                    add(c, segment + 2, layout, bytes)
                else { return false }
                segment += 3
            } else {
                a.walk(ground)
                guard add(a, segment, layout, bytes) else { return false }
                segment += 1
            }
        }
        return true
    }

    private func stretch(
        _ segment: Int, _ bytes: borrowing EntropyBytes, _ notes: UnsafeMutablePointer<UInt32>, _ count: Int,
        _ ground: BlockGround
    ) -> Stretch {
        let end = bytes.place(of: segment + 1)
        return unsafe Stretch(bytes.place(of: segment), until: end.offset, end: end, notes, count, ground)
    }

    private mutating func add(
        _ stretch: Stretch, _ segment: Int, _ layout: ScanLayout, _ bytes: borrowing EntropyBytes
    ) -> Bool {
        let interval = layout.restartInterval
        let mcus = segment * interval..<min((segment + 1) * interval, layout.mcus)
        let begin = Meeting(before: 0, after: 0, place: bytes.place(of: segment))
        return add(stretch, at: begin, mcus, layout.blocksPerMCU, bytes.place(of: segment + 1))
    }
}
