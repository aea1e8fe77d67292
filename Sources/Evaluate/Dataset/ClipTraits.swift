/// What was measured of a clip itself, where nobody needs to say it.
package struct ClipTraits: Hashable, Sendable {
    /// Height of the full picture.
    package let height_px: Int
    /// Pictures a second, over the length of the clip.
    package let rate: Double
    /// Mean luma of the pictures looked at, 0...255.
    package let luma: Double

    /// Makes the traits of a clip.
    package init(height_px: Int, rate: Double, luma: Double) {
        (self.height_px, self.rate, self.luma) = (height_px, rate, luma)
    }

    /// The names of the bands that the clip falls into: rate, height and brightness, in this order.
    package var bands: [String] {
        [
            rate <= 10 ? Self.all[0] : rate <= 20 ? Self.all[1] : Self.all[2],
            height_px <= 360 ? Self.all[3] : height_px <= 480 ? Self.all[4] : Self.all[5],
            luma < 80 ? Self.all[6] : luma <= 140 ? Self.all[7] : Self.all[8],
        ]
    }

    /// All bands, in the order of a table.
    static let all = [
        "up to 10 pictures/s", "10 to 20 pictures/s", "above 20 pictures/s", "up to 360 lines", "361 to 480 lines",
        "above 480 lines", "mean luma below 80", "mean luma 80 to 140", "mean luma above 140",
    ]
}
