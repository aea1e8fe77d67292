/// Where the true value lies, as far as a measurement can say: 95 of 100 such intervals hold it.
///
/// Computed with + - * / and the square root alone, so that every machine prints the same digits.
package struct Interval: Hashable, Sendable {
    package let low: Double
    package let high: Double

    /// Makes an interval.
    package init(_ low: Double, _ high: Double) { (self.low, self.high) = (low, high) }

    /// Half of the normal distribution's central 95 % ends here, in standard deviations.
    static let z = 1.959963984540054

    /// Wilson's score interval of a ratio (E. B. Wilson, JASA 22, 1927): right also for few trials and for ratios of 0
    /// and 1, where the plain normal interval has no width. Nil without trials.
    package static func wilson(_ hits: Int, of trials: Int) -> Interval? {
        guard trials > 0 else { return nil }
        let n = Double(trials), p = Double(hits) / n, zz = z * z
        let middle = p + zz / (2 * n)
        let spread = z * (p * (1 - p) / n + zz / (4 * n * n)).squareRoot()
        let low = (middle - spread) / (1 + zz / n), high = (middle + spread) / (1 + zz / n)
        return Interval(hits == 0 ? 0 : max(0, low), hits == trials ? 1 : min(1, high))
    }

    /// Byar's interval of a count of rare things that come independently (Poisson); within a few percent of the exact one
    /// from a count of 1 on (Breslow and Day, "Statistical Methods in Cancer Research" II, 1987, section 2.3).
    package static func poisson(_ count: Int) -> Interval {
        func bound(_ x: Double, _ side: Double) -> Double {
            let root = 1 - 1 / (9 * x) + side * z / (3 * x.squareRoot())
            return max(0, x * root * root * root)
        }
        return Interval(count > 0 ? bound(Double(count), -1) : 0, bound(Double(count) + 1, 1))
    }
}
