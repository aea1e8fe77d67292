import Base

/// Where a box goes: its middle and its size, each at constant velocity with noise in proportion to the object's size.
struct BoxMotion: Sendable {
    private var x: KalmanAxis, y: KalmanAxis, width: KalmanAxis, height: KalmanAxis

    /// Begins at a box that was seen, at an unknown velocity.
    init(_ box: Box, _ settings: BoxTrackerSettings) {
        let size = Self.size(of: box), speed = settings.speed * size
        x = KalmanAxis(position: box.centre.x, deviation_px: settings.noise * size, speed_px_s: speed)
        y = KalmanAxis(position: box.centre.y, deviation_px: settings.noise * size, speed_px_s: speed)
        // Things come nearer more slowly than they pass by.
        width = KalmanAxis(position: box.width, deviation_px: settings.sizeNoise * size, speed_px_s: speed / 4)
        height = KalmanAxis(position: box.height, deviation_px: settings.sizeNoise * size, speed_px_s: speed / 4)
    }

    /// Length that noise is in proportion to.
    private static func size(of box: Box) -> Double { (box.width * box.height).squareRoot() }

    /// Where the box is believed to be; it always has an area.
    var box: Box {
        let w = max(width.position, 1e-9), h = max(height.position, 1e-9)
        return Box(x: x.position - w / 2, y: y.position - h / 2, width: w, height: h)
    }

    mutating func predict(elapsed_s: Double, _ settings: BoxTrackerSettings) {
        let size = Self.size(of: box)
        x.predict(elapsed_s: elapsed_s, acceleration_px_s2: settings.acceleration * size)
        y.predict(elapsed_s: elapsed_s, acceleration_px_s2: settings.acceleration * size)
        width.predict(elapsed_s: elapsed_s, acceleration_px_s2: settings.sizeAcceleration * size)
        height.predict(elapsed_s: elapsed_s, acceleration_px_s2: settings.sizeAcceleration * size)
    }

    /// Takes in a box that was seen. An unsure detector also measures badly, so a low score weighs less (NSA Kalman filter,
    /// Du et al., "GIAOTracker", ICCV workshops 2021).
    mutating func correct(_ seen: ScoredBox, _ settings: BoxTrackerSettings) {
        let doubt = Self.size(of: seen.box) * (2 - min(max(seen.score, 0), 1))
        x.correct(seen.box.centre.x, deviation_px: settings.noise * doubt)
        y.correct(seen.box.centre.y, deviation_px: settings.noise * doubt)
        width.correct(seen.box.width, deviation_px: settings.sizeNoise * doubt)
        height.correct(seen.box.height, deviation_px: settings.sizeNoise * doubt)
    }

    /// What is unseen goes on, but does not go on growing or shrinking.
    mutating func keepSize() {
        width.slow(keep: 0)
        height.slow(keep: 0)
    }
}
