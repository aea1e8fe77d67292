/// Something that a neural detector found in one picture.
public struct ObjectSighting: Hashable, Sendable {
    /// Where it is, in fractions of the picture that was looked at; within it.
    public var box: Box
    /// Coarse class; nothing finer leaves the finder.
    public var objectClass: ObjectClass
    /// How sure the detector is, 0...1. What that is worth differs from model to model.
    public var score: Double

    /// Makes a sighting.
    public init(box: Box, objectClass: ObjectClass, score: Double) {
        (self.box, self.objectClass, self.score) = (box, objectClass, score)
    }
}

/// Finds objects in one colour picture: a neural detector, a recording of what one found, or a scripted stand-in.
///
/// Called by the threads of several cameras; an implementation serialises what must not run at once.
public protocol ObjectFinder: Sendable {
    /// Size in pixels of what the detector looks at; a larger picture is reduced to it with its aspect ratio kept.
    var inputSize: PixelSize { get }
    /// Model, runtime and version, as the ledger names them, e.g. `yolox-nano@1f2e3d4c openvino/2026.4`.
    var name: String { get }
    /// Whether it can be asked now; while it cannot, there is no use in making a picture for it, and detection is by motion
    /// alone.
    var isAvailable: Bool { get }
    /// Finds objects, best first, without duplicates of one object. Costs one inference, typically 3 to 30 ms.
    /// - Throws: `ObjectFinderFailure` when this picture could not be looked at; the next one may be again.
    func find(in picture: RGBPicture) throws(ObjectFinderFailure) -> [ObjectSighting]
}

extension ObjectFinder {
    public var isAvailable: Bool { true }
}

/// Why a picture could not be looked at. Counted by kind; detection goes on by motion alone.
public enum ObjectFinderFailure: Error, Hashable, Sendable {
    /// The inference process does not answer, or not in time.
    case unavailable
    /// The runtime refused or failed; with its words.
    case failed(String)
}
