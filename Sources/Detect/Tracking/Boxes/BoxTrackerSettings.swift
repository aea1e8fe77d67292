/// How boxes are followed. Times are in seconds and lengths in sizes of the object (the square root of its box's area), so
/// that one set of values holds for 5 to 30 frames per second and for pictures of any size. `docs/tracking.md` has what they
/// were measured against.
package struct BoxTrackerSettings: Hashable, Sendable {
    // MARK: Which boxes count
    /// From this score on a box is sure: it is assigned first, and only such a box finds a track again from its last place.
    package var sureScore = 0.5
    /// From this score on a box may prolong a track that no sure box was found for.
    package var faintScore = 0.1
    /// From this score on a box that is nobody's begins a track.
    package var beginScore = 0.6
    /// A box that covers a track just seen by more than this (intersection over union) begins none: it is a double.
    package var doubleOverlap = 0.5

    // MARK: How long
    /// A track is believed when it has been seen for this long, and at least twice.
    package var confirm_s = 0.1
    /// A believed track is let go when it has been unseen for longer.
    package var patience_s = 3.0
    /// A track that has been unseen for longer is not prolonged by a faint box.
    package var faintPatience_s = 0.5
    /// A believed track is shown in its expected place until it has been unseen for longer.
    package var show_s = 0.0

    // MARK: How near
    /// Least intersection over union with the expected box, of a sure and of a faint box, and of a sure box with the place
    /// where the track was last seen.
    package var sureOverlap = 0.25
    package var faintOverlap = 0.3
    package var lastPlaceOverlap = 0.5
    /// By how much boxes are grown on each side before they are compared, as a share of their size, per second between
    /// two frames, and at most: what moves as it likes gets further in a longer time.
    package var growth_s = 1.0
    package var mostGrowth = 0.3

    // MARK: How it moves
    /// Unknown acceleration of the middle and of width and height, in sizes per second squared (see `KalmanAxis`).
    package var acceleration = 0.35
    package var sizeAcceleration = 0.3
    /// Standard deviation of a box's middle and of its width and height, in sizes, at score 1; at score 0 twice as much.
    package var noise = 0.05
    package var sizeNoise = 0.08
    /// Standard deviation of the speed of something new, in sizes per second.
    package var speed = 2.0
    /// Share of the expected box in what is shown, 0...1.
    package var smoothing = 0.5

    package init() {}
}
