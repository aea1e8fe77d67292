/// What one group of rendered walkers has in common.
package struct ParityGroup: Hashable, Sendable {
    /// What varies between groups while all else is equal.
    package enum Axis: String, CaseIterable, Sendable { case clothing, height, speed }
    /// Brightness against the ground.
    package enum Clothing: String, CaseIterable, Sendable { case darker, brighter }

    package let axis: Axis
    /// `overcast` or `sun`.
    package let light: String
    package let clothing: Clothing
    /// How far the clothes are from the ground in grey levels of 255.
    package let contrast_luma: Double
    package let height_m: Double
    package let speed_mps: Double
    package var tally = Tally()
    /// Mean luma of the ground behind the walkers, 0...255; nil when nobody walked.
    package var ground_luma: Double?

    /// A group of which nobody has walked yet.
    package init(
        axis: Axis, light: String, clothing: Clothing, contrast_luma: Double, height_m: Double, speed_mps: Double
    ) {
        (self.axis, self.light, self.clothing) = (axis, light, clothing)
        (self.contrast_luma, self.height_m, self.speed_mps) = (contrast_luma, height_m, speed_mps)
    }
}

/// Whether walkers are found alike, however they are dressed, however tall and however fast they are.
package struct ParityReport: Hashable, Sendable {
    package let groups: [ParityGroup]

    /// Makes a report; groups keep their order.
    package init(_ groups: [ParityGroup]) { self.groups = groups }

    /// Recall of two groups that differ in one thing.
    package struct Gap: Hashable, Sendable {
        package let subject: String
        package let first: Tally
        package let second: Tally

        /// How far the recalls are apart, 0...1; nil when one was never due.
        package var difference: Double? {
            guard let a = first.recall, let b = second.recall else { return nil }
            return abs(a - b)
        }

        /// Whether contrast itself limits: neither group is found in all but one of a hundred crossings.
        package var isLimited: Bool { max(first.recall ?? 0, second.recall ?? 0) < 0.99 }
    }

    /// Largest difference that is parity.
    package static let tolerance = 0.02

    /// Lights in order of appearance.
    package var lights: [String] {
        groups.reduce(into: []) { if !$0.contains($1.light) { $0.append($1.light) } }
    }

    /// Darker against brighter clothes, for every light and every contrast to the ground, rising.
    package var clothingGaps: [Gap] {
        lights.flatMap { light in
            let own = groups.filter { $0.axis == .clothing && $0.light == light }
            return Set(own.map(\.contrast_luma)).sorted().compactMap { contrast -> Gap? in
                func tally(_ clothing: ParityGroup.Clothing) -> Tally? {
                    own.first { $0.contrast_luma == contrast && $0.clothing == clothing }?.tally
                }
                guard let darker = tally(.darker), let brighter = tally(.brighter) else { return nil }
                return Gap(
                    subject: "\(light), contrast \(Decimals.fixed(contrast, 0)): darker against brighter clothes",
                    first: darker, second: brighter)
            }
        }
    }

    /// The two ends of an axis in each light: shortest against tallest, slowest against fastest.
    package func ends(of axis: ParityGroup.Axis) -> [Gap] {
        lights.compactMap { light in
            let own = groups.filter { $0.axis == axis && $0.light == light }.sorted {
                (axis == .height ? $0.height_m : $0.speed_mps) < (axis == .height ? $1.height_m : $1.speed_mps)
            }
            guard let low = own.first, let high = own.last, own.count > 1 else { return nil }
            let words =
                axis == .height
                ? "\(Decimals.fixed(low.height_m, 1)) m against \(Decimals.fixed(high.height_m, 1)) m tall"
                : "\(Decimals.fixed(low.speed_mps, 1)) m/s against \(Decimals.fixed(high.speed_mps, 1)) m/s"
            return Gap(subject: "\(light): \(words)", first: low.tally, second: high.tally)
        }
    }

    /// Gaps that must stay within `tolerance`: clothing wherever contrast does not limit, and height.
    package var judgedGaps: [Gap] { clothingGaps.filter { !$0.isLimited } + ends(of: .height) }

    /// The largest of them; nil when nothing was measured.
    package var largestGap: Gap? { judgedGaps.max { ($0.difference ?? 1) < ($1.difference ?? 1) } }
}
