/// The scale at which a camera's pictures are looked at: one of libjpeg's DCT scales 1/1, 1/2, 1/4, 1/8.
public enum WorkingScale: Int, CaseIterable, Comparable, Sendable {
    case full = 1, half = 2, quarter = 4, eighth = 8

    public static func < (a: WorkingScale, b: WorkingScale) -> Bool { a.rawValue < b.rawValue }

    /// Size of a scaled picture; libjpeg rounds up (`jpeg_calc_output_dimensions`).
    public func size(of picture: PixelSize) -> PixelSize {
        PixelSize(
            width: (picture.width + rawValue - 1) / rawValue, height: (picture.height + rawValue - 1) / rawValue)
    }

    /// Height in working pixels that the smallest object of interest must still have to be followed reliably.
    public static let smallestObjectHeight_px = 10.0

    /// The coarsest scale at which an object of `smallestObject` (its height as a fraction of the picture's) still has
    /// `smallestObjectHeight_px` working pixels, and at which the plane has at least 160 x 120 pixels.
    public static func coarsest(for picture: PixelSize, smallestObject: Double) -> WorkingScale {
        for scale in allCases.sorted(by: >) {
            let size = scale.size(of: picture)
            if size.width >= 160, size.height >= 120, Double(size.height) * smallestObject >= smallestObjectHeight_px {
                return scale
            }
        }
        return .full
    }
}
