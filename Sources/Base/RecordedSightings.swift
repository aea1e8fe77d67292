/// What an object finder found in the pictures of a recording, so that a replay needs neither model nor runtime and gives the
/// same bytes on every machine.
public struct RecordedSightings: Hashable, Sendable {
    /// The finder's name, as in `ObjectFinder.name`.
    public let finder: String
    /// Sightings by number of the picture; pictures that nobody looked at have no entry. Boxes are fractions of the whole
    /// picture.
    public let bySequence: [Int: [ObjectSighting]]

    /// Makes recorded sightings.
    public init(finder: String, bySequence: [Int: [ObjectSighting]]) {
        (self.finder, self.bySequence) = (finder, bySequence)
    }
}
