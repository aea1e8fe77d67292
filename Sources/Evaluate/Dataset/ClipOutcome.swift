/// Everything that was measured on one recording or rendered scene.
package struct ClipOutcome: Hashable, Sendable {
    package var result: FixtureResult
    /// Short name for tables: the directory's or the scene's.
    package var name: String
    /// What makes the clip hard, in words of the fixture or of the scene; empty when nobody said.
    package var conditions: [String]
    /// What was measured of the pictures themselves; nil for a clip of which only events are known.
    package var traits: ClipTraits?
    /// Rendered by us, with exact truth, instead of filmed.
    package var isSimulated: Bool
    package var cost: FrameCost?
    /// Cost of the pass that measured the foreground; motion alone, whatever else the run does.
    package var foregroundCost: FrameCost?

    /// Makes the outcome of a clip of which only events were judged.
    package init(result: FixtureResult, name: String, conditions: [String] = [], isSimulated: Bool = false) {
        (self.result, self.name, self.conditions, self.isSimulated) = (result, name, conditions, isSimulated)
    }
}

/// Processor time that the pictures of one clip took; of the machine that measured, and never a demand of a test.
package struct FrameCost: Hashable, Sendable {
    package var pictures: Int
    /// Milliseconds of processor time over all pictures, in all threads of the program.
    package var decoding_ms: Double
    package var detecting_ms: Double
    /// Milliseconds in a process of its own that looks for objects; nil when there was none.
    package var finding_ms: Double?
    /// Pictures that were given to a neural model.
    package var inferences = 0

    /// Makes a cost.
    package init(pictures: Int, decoding_ms: Double, detecting_ms: Double) {
        (self.pictures, self.decoding_ms, self.detecting_ms) = (pictures, decoding_ms, detecting_ms)
    }

    /// Whole milliseconds for a picture.
    package var perPicture_ms: Double? {
        pictures > 0 ? (decoding_ms + detecting_ms + (finding_ms ?? 0)) / Double(pictures) : nil
    }
    package var detectingPerPicture_ms: Double? { pictures > 0 ? detecting_ms / Double(pictures) : nil }
    package var decodingPerPicture_ms: Double? { pictures > 0 ? decoding_ms / Double(pictures) : nil }
}
