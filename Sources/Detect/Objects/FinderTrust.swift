/// How far the silence of an object finder can be believed on this camera, by the size of things: one that finds nearly all
/// that moves and is large may be blind for what is far away, and one that knows people may never find cars from above.
///
/// Learned from confirmed tracks that move freely: the smoothed share of them that are found.
struct FinderTrust: Sendable {
    /// Shares for heights below 1/16, 1/8, 1/4 of the picture and above.
    private var shares = [Double](repeating: 0.5, count: 4)

    /// From here on what is never found is not believed.
    static let believed = 0.7
    private static let rate = 0.06

    /// Whether not being found speaks against a thing of this height, in fractions of the picture's.
    func isTrusted(height: Double) -> Bool { shares[Self.band(height)] >= Self.believed }

    /// Takes in that a real object of this height was found, or was not.
    mutating func note(found: Bool, height: Double) {
        let band = Self.band(height)
        shares[band] += ((found ? 1 : 0) - shares[band]) * Self.rate
    }

    private static func band(_ height: Double) -> Int {
        height < 0.0625 ? 0 : height < 0.125 ? 1 : height < 0.25 ? 2 : 3
    }
}
