/// How far a stage has come, as whoever watches it reads it.
package struct StageReading: Hashable, Sendable {
    /// E.g. `camera bay`.
    package let name: String
    /// Which start of the stage this is; a stage that was started again is another one.
    package let start: Int
    package let beats: UInt64
    /// It has nothing to do, or is doing what has no bound (opening a recording).
    package let isIdle: Bool

    /// Makes a reading.
    package init(name: String, start: Int, beats: UInt64, isIdle: Bool) {
        (self.name, self.start, self.beats, self.isIdle) = (name, start, beats, isIdle)
    }
}

/// Decides whether the service manager may be told that all is well. It may when every stage has got on since it was told
/// last; a program that reports by a timer alone would report while all its threads hang.
package struct WatchdogJudge {
    private struct Stage: Hashable {
        let name: String
        let start: Int
    }

    private var reported: [Stage: UInt64] = [:]

    /// Nothing was reported yet.
    package init() {}

    /// Compares with the readings at the last report.
    /// - Returns: names of the stages that stand still. When there are none, all is well: these readings are remembered, and
    ///   the caller reports.
    package mutating func stuck(_ readings: [StageReading]) -> [String] {
        let stuck = readings.filter { reading in
            !reading.isIdle && reported[Stage(name: reading.name, start: reading.start)] == reading.beats
        }
        guard stuck.isEmpty else { return stuck.map(\.name) }
        reported = [:]
        for reading in readings { reported[Stage(name: reading.name, start: reading.start)] = reading.beats }
        return []
    }
}
