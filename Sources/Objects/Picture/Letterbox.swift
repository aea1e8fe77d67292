package import Base

/// How a picture is brought to the input of a model, and how boxes come back.
package struct Letterbox: Equatable, Sendable {
    /// The picture's own size, and that of the input, in pixels.
    package let picture: PixelSize
    package let input: PixelSize
    /// How large the picture is within the input, in pixels, from the top left corner.
    package let placed: PixelSize

    /// Plans it; both sizes are at least one pixel. A smaller picture is enlarged.
    package init(picture: PixelSize, input: PixelSize, fit: ModelCard.Fit) {
        (self.picture, self.input) = (picture, input)
        switch fit {
        case .stretch: placed = input
        case .letterbox:
            let scale = min(
                Double(input.width) / Double(picture.width), Double(input.height) / Double(picture.height))
            placed = PixelSize(
                width: Letterbox.length(picture.width, scale, input.width),
                height: Letterbox.length(picture.height, scale, input.height))
        }
    }

    private static func length(_ length: Int, _ scale: Double, _ most: Int) -> Int {
        min(max(Int((Double(length) * scale).rounded()), 1), most)
    }

    /// A box in pixels of the input as fractions of the picture, cut to it; nil when nothing of it is left.
    package func box(left: Double, top: Double, right: Double, bottom: Double) -> Box? {
        guard left.isFinite, top.isFinite, right.isFinite, bottom.isFinite else { return nil }
        let width = Double(placed.width), height = Double(placed.height)
        let x0 = min(max(left / width, 0), 1), x1 = min(max(right / width, 0), 1)
        let y0 = min(max(top / height, 0), 1), y1 = min(max(bottom / height, 0), 1)
        guard x1 > x0, y1 > y0 else { return nil }
        return Box(x: x0, y: y0, width: x1 - x0, height: y1 - y0)
    }
}
