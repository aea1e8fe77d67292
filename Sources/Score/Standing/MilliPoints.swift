/// Milli-points as people read them: points with exactly three decimals, e.g. `71.250`, `-2.000`; with a sign always when
/// `signed`.
public func pointsText(_ value_mp: Int64, signed: Bool = false) -> String {
    let (whole, rest) = value_mp.magnitude.quotientAndRemainder(dividingBy: 1000)
    let digits = String(rest)
    let sign = value_mp < 0 ? "-" : signed ? "+" : ""
    return sign + String(whole) + "." + String(repeating: "0", count: 3 - digits.count) + digits
}
