/// The one rounding rule of every score: to the nearest whole number, ties away from zero.
///
/// `numerator / denominator`, rounded; `denominator` is positive. Both fit 62 bits.
func roundedQuotient(_ numerator: Int64, _ denominator: Int64) -> Int64 {
    let magnitude = (Int64(numerator.magnitude) * 2 + denominator) / (2 * denominator)
    return numerator < 0 ? -magnitude : magnitude
}

/// A fraction 0...1 in thousandths by the same rule; the form in which events are written (three decimals).
func permille(_ fraction: Double) -> Int64 {
    guard fraction.isFinite else { return 0 }
    return Int64((min(max(fraction, -1e12), 1e12) * 1000).rounded())
}
