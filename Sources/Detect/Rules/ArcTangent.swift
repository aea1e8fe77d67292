/// Angle of the vector in radians, -pi...pi, like `atan2(y, x)`, without a mathematics library: those of different systems
/// differ in the last bits, and events must be the same bytes everywhere. Error below 1e-6 radians (twelve terms of
/// Gregory's series after halving the angle twice).
func arcTangent(_ y: Double, _ x: Double) -> Double {
    let length = (x * x + y * y).squareRoot()
    guard length > 0 else { return 0 }
    // Half-angle formula: tan(a/2) = sin a / (1 + cos a), used twice so that the series converges at once.
    let cosine = abs(x) / length, sine = abs(y) / length
    let half = sine / (1 + cosine)
    let quarter = half / (1 + (1 + half * half).squareRoot())
    var power = quarter, sum = 0.0, sign = 1.0
    for term in 0..<12 {
        sum += sign * power / Double(2 * term + 1)
        power *= quarter * quarter
        sign = -sign
    }
    let angle = 4 * sum
    let turned = x < 0 ? .pi - angle : angle
    return y < 0 ? -turned : turned
}
