package import Base

/// One sequence in the form of MOTChallenge (Leal-Taixé et al., "MOTChallenge 2015", arXiv:1504.01942): what a detector
/// found, and what was really there, frame by frame. Boxes are in pixels of the picture and may reach beyond it.
package struct MotSequence: Hashable, Sendable {
    /// A box of the truth.
    package struct TruthBox: Hashable, Sendable {
        package let id: Int
        package let box: Box
        /// False when the label says to ignore it: it is not due, and a track that lies on it is not false.
        package let isJudged: Bool

        package init(id: Int, box: Box, isJudged: Bool = true) {
            (self.id, self.box, self.isJudged) = (id, box, isJudged)
        }
    }

    /// A box of the detector; its score is as the detector gave it, usually 0...1.
    package struct Detection: Hashable, Sendable {
        package let box: Box
        package let score: Double

        package init(box: Box, score: Double) { (self.box, self.score) = (box, score) }
    }

    /// A box of a tracker, to be judged.
    package struct TrackBox: Hashable, Sendable {
        package let id: Int
        package let box: Box

        package init(id: Int, box: Box) { (self.id, self.box) = (id, box) }
    }

    package let name: String
    /// Frames per second.
    package let rate: Double
    /// By frame, the first of the sequence first; as many as the sequence has frames.
    package let truth: [[TruthBox]]
    /// By frame, as `truth`; in the order of the file.
    package let detections: [[Detection]]

    /// Makes a sequence.
    /// - Precondition: `truth` and `detections` have the same count.
    package init(name: String, rate: Double, truth: [[TruthBox]], detections: [[Detection]]) {
        precondition(truth.count == detections.count, "one list of each kind per frame")
        (self.name, self.rate, self.truth, self.detections) = (name, rate, truth, detections)
    }

    package var frameCount: Int { truth.count }
}
