/// Position and velocity along one axis under constant velocity with white acceleration noise (Bar-Shalom, Li and
/// Kirubarajan, "Estimation with Applications to Tracking and Navigation", section 6.2.2, discretised continuous model).
struct KalmanAxis: Sendable {
    /// Position in working pixels, velocity in working pixels per second.
    var position: Double
    var velocity: Double
    private var varianceP: Double
    private var covariance = 0.0
    private var varianceV: Double

    /// - Parameters:
    ///   - deviation_px: standard deviation of the first position.
    ///   - speed_px_s: standard deviation of the unknown first velocity.
    init(position: Double, deviation_px: Double, speed_px_s: Double) {
        (self.position, velocity) = (position, 0)
        (varianceP, varianceV) = (deviation_px * deviation_px, speed_px_s * speed_px_s)
    }

    /// Standard deviation of the position.
    var deviation_px: Double { varianceP.squareRoot() }

    /// Moves on by `elapsed_s` with an unknown acceleration of the given standard deviation.
    mutating func predict(elapsed_s t: Double, acceleration_px_s2 a: Double) {
        let q = a * a * t
        position += velocity * t
        varianceP += t * (2 * covariance + t * varianceV) + q * t * t / 3
        covariance += t * varianceV + q * t / 2
        varianceV += q
    }

    /// Takes in a measured position with the given standard deviation.
    mutating func correct(_ measured: Double, deviation_px r: Double) {
        let innovation = varianceP + r * r
        let (gainP, gainV) = (varianceP / innovation, covariance / innovation)
        let error = measured - position
        position += gainP * error
        velocity += gainV * error
        varianceV -= gainV * covariance
        covariance -= gainP * covariance
        varianceP -= gainP * varianceP
    }

    /// Lets an unseen object slow down: its velocity keeps the share `keep`.
    mutating func slow(keep: Double) { velocity *= keep }
}
