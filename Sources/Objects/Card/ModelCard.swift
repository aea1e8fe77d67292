public import Base

/// What a person says about a model: how pictures go in, how its outputs are read, what it may find, and which files it is.
/// A card is written by hand beside the weights; docs/models.md has every key.
public struct ModelCard: Hashable, Sendable {
    /// How the outputs are laid out.
    public enum Layout: String, CaseIterable, Sendable {
        /// `[1, N, 5 + C]` over the grids of strides 8, 16 and 32, not yet decoded: centre, log size, objectness, classes
        /// (Ge et al., "YOLOX: Exceeding YOLO Series in 2021", arXiv:2107.08430, as its authors export it).
        case yolox
        /// `[1, 1, N, 7]`, final boxes: picture, class, score, corners in fractions (Caffe's DetectionOutput; Liu et al.,
        /// "SSD: Single Shot MultiBox Detector", arXiv:1512.02325).
        case ssd
    }

    /// Order of the colours in the input.
    public enum Channels: String, CaseIterable, Sendable { case rgb, bgr }

    /// How a picture of another shape is brought to the input's.
    public enum Fit: String, CaseIterable, Sendable {
        /// Reduced with its aspect ratio kept, at the top left; the rest is grey (114, as YOLOX is trained).
        case letterbox
        /// Pulled to the input's shape.
        case stretch
    }

    /// One file of the weights, by its name without directory, and what it must contain.
    public struct File: Hashable, Sendable {
        public let name: String
        /// SHA-256 as 64 lower-case hex digits.
        public let sha256: String
    }

    public let title: String
    public let layout: Layout
    public let inputSize: PixelSize
    public let channels: Channels
    public let fit: Fit
    /// The input is `(value - mean) / deviation`, value 0...255, in the order of `channels`.
    public let mean: [Double]
    public let deviation: [Double]
    /// Least score of what is reported, 0...1.
    public let leastScore: Double
    /// Boxes of one class that overlap more than this (intersection over union) are one object, 0...1.
    public let mostOverlap: Double
    public let licence: String
    /// Where the files can be had.
    public let source: String?
    /// The model first; for an IR (`.xml`) its `.bin` second.
    public let files: [File]
    /// Names of the model's classes by their number.
    public let classNames: [String]
    /// What each class is to Wayside, by its number; nil is not looked at.
    public let classes: [ObjectClass?]

    /// Classes that can be found at all, in the order of `ObjectClass`.
    public var found: [ObjectClass] { ObjectClass.allCases.filter { classes.contains($0) } }
}
