public import Base

/// What every frame source promises, run on any of them. Each sentence returned is a promise that was broken.
///
/// - Parameter make: opens a fresh source; called twice, to see that it gives the same frames again.
public func brokenFrameSourcePromises<Source: FrameSource & ~Copyable>(
    atMost limit: Int = 10_000, _ make: () throws -> Source
) throws -> [String] {
    var first = SourceTranscript(), second = SourceTranscript()
    var source = try make()
    try first.pull(&source, atMost: limit)
    var again = try make()
    try second.pull(&again, atMost: limit)
    var broken = first.broken
    if first.lines != second.lines { broken.append("two runs give different frames") }
    var late = try make()
    return try broken + promisesBrokenWhenLate(&late, all: first.lines, atMost: limit)
}

/// Every third picture is left out: what remains must be as it was.
private func promisesBrokenWhenLate<Source: FrameSource & ~Copyable>(
    _ source: inout Source, all: [String], atMost limit: Int
) throws -> [String] {
    var transcript = SourceTranscript(), leftOut = 0, pulls = 0
    while pulls < limit, transcript.isOpen {
        if pulls.isMultiple(of: 3), source.leaveOut() { leftOut += 1 }
        try transcript.pullOnce(&source)
        pulls += 1
    }
    var broken = transcript.broken.filter { $0 != SourceTranscript.uncounted }
    if source.drops.overload < leftOut { broken.append("pictures that were left out are not counted") }
    if transcript.lines.count + leftOut != all.count { broken.append("left out and given are not all there are") }
    var rest = all[...]
    for line in transcript.lines {
        guard let index = rest.firstIndex(of: line) else {
            broken.append("what follows a picture that was left out is another one")
            break
        }
        rest = rest[(index + 1)...]
    }
    return broken
}

/// One line per outcome: its number, time, size and a checksum of its pixels.
public struct SourceTranscript: Equatable, Sendable {
    public private(set) var lines: [String] = []
    public private(set) var broken: [String] = []
    /// Whether the source has not come to its end.
    private(set) var isOpen = true
    static let uncounted = "numbers do not count every picture"
    private var last: (sequence: Int, time: Timestamp)?

    /// An empty transcript.
    public init() {}

    public static func == (a: SourceTranscript, b: SourceTranscript) -> Bool {
        a.lines == b.lines && a.broken == b.broken
    }

    /// Pulls a source to its end, or `limit` times.
    public mutating func pull<Source: FrameSource & ~Copyable>(_ source: inout Source, atMost limit: Int) throws {
        var frame = Frame()
        let expected = source.expectedCount
        for count in 0...limit {
            try pull(&source, into: &frame)
            if isOpen { continue }
            if let expected, expected != count {
                broken.append("\(count) pictures came, \(expected) were promised")
            }
            if try source.next(into: &frame) != .end { broken.append("a frame came after the end") }
            return
        }
    }

    /// Pulls a source once.
    mutating func pullOnce<Source: FrameSource & ~Copyable>(_ source: inout Source) throws {
        var frame = Frame()
        try pull(&source, into: &frame)
    }

    private mutating func pull<Source: FrameSource & ~Copyable>(
        _ source: inout Source, into frame: inout Frame
    ) throws {
        let time = source.time(ahead: 0)
        let outcome = try source.next(into: &frame)
        switch outcome {
        case .frame: note(frame, size: source.frameSize)
        case .skipped(let reason): lines.append("skipped \(reason.rawValue)")
        case .lost(let reason): lines.append("lost \(reason.rawValue) \(frame.time.microseconds)")
        case .waiting: return
        case .clockStepped:
            last = nil
            lines.append("clock stepped")
            return
        case .end:
            if time != nil { broken.append("a time was said for a picture behind the last") }
            isOpen = false
            return
        }
        if let time, time != frame.time { broken.append("a picture has another time than was said beforehand") }
    }

    private mutating func note(_ frame: borrowing Frame, size: PixelSize) {
        if frame.width != size.width || frame.height != size.height { broken.append("a frame has another size") }
        if frame.sequence < lines.count { broken.append(Self.uncounted) }
        if let last, frame.sequence <= last.sequence { broken.append("numbers do not rise") }
        if let last, frame.time < last.time { broken.append("time runs backwards") }
        last = (frame.sequence, frame.time)
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        let pixels = frame.pixels
        for i in pixels.indices { hash = (hash ^ UInt64(pixels[i])) &* 0x100_0000_01b3 }
        lines.append("\(frame.sequence) \(frame.time.microseconds) \(frame.width)x\(frame.height) \(hash)")
    }
}
