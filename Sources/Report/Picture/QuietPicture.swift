package import Base
package import Capture

/// A picture of a place without anybody in it: of each pixel the median over pictures taken at quiet times. Who passes
/// is seen in few of them, and so in none of the result. Masked parts are black.
package enum QuietPicture {
    /// Pictures from which the median is taken.
    package static let samples = 25
    /// With fewer, somebody who stood for a while could be the median.
    package static let fewest = 9

    /// The median of some images, evenly spread over those that may be taken; nil when these are too few, or cannot be read.
    /// - Parameters:
    ///   - candidates: numbers of images taken while nothing was observed, rising.
    ///   - masks: the camera's, in fractions of the picture.
    /// - Complexity: decodes 25 pictures.
    package static func median(
        of images: RecordedImages, among candidates: [Int], masks: [Polygon]
    ) -> RGBPicture? {
        guard candidates.count >= fewest, let pictureSize = size(of: images) else { return nil }
        let count = min(samples, candidates.count)
        let chosen = (0..<count).map { candidates[($0 * 2 + 1) * candidates.count / (count * 2)] }
        var decoder = JPEGDecoder()
        let scale =
            WorkingScale.allCases.sorted().first {
                $0.size(of: pictureSize).width <= EventPictures.mostWidth_px
            } ?? .eighth
        let pictures = chosen.compactMap { picture(of: $0, images, scale, &decoder) }
        guard pictures.count >= fewest, let size = pictures.first?.size, pictures.allSatisfy({ $0.size == size }) else {
            return nil
        }
        var result = median(of: pictures, size)
        MaskRaster(masks, size: size).burn(into: &result)
        return result
    }

    private static func size(of images: RecordedImages) -> PixelSize? {
        guard let bytes = images.bytes(of: 0) else { return nil }
        return images.areGreyPlanes
            ? GreyPlane.picture(bytes.span, scale: .full)?.size : JPEGDecoder().size(of: bytes.span)
    }

    private static func picture(
        of number: Int, _ images: RecordedImages, _ scale: WorkingScale, _ decoder: inout JPEGDecoder
    ) -> RGBPicture? {
        guard number < images.count, let bytes = images.bytes(of: number) else { return nil }
        if images.areGreyPlanes { return GreyPlane.picture(bytes.span, scale: scale) }
        guard case .picture(let colour) = decoder.decodeColour(bytes.span, scale: scale) else { return nil }
        return colour
    }

    /// The median of each byte; of an even number the lower of the two in the middle, which some picture really had.
    static func median(of pictures: [RGBPicture], _ size: PixelSize) -> RGBPicture {
        var bytes = [UInt8](repeating: 0, count: 3 * size.count)
        var values = [UInt8](repeating: 0, count: pictures.count)
        for index in bytes.indices {
            for (number, picture) in pictures.enumerated() {
                let value = picture.bytes[index]
                var place = number
                while place > 0, values[place - 1] > value {
                    values[place] = values[place - 1]
                    place -= 1
                }
                values[place] = value
            }
            bytes[index] = values[(pictures.count - 1) / 2]
        }
        return RGBPicture(size: size, bytes: bytes)
    }

    /// The part of a picture around a place, as JPEG; a place has its surroundings, so that it can be known again.
    package static func part(_ picture: RGBPicture, around place: Place) -> [UInt8] {
        let points: [Point] =
            switch place.shape {
            case .zone(let polygon): polygon.corners
            case .line(let line): [line.start, line.end]
            }
        let xs = points.map(\.x), ys = points.map(\.y)
        let left = max(0, (xs.min() ?? 0) - 0.12), top = max(0, (ys.min() ?? 0) - 0.12)
        let right = min(1, (xs.max() ?? 1) + 0.12), bottom = min(1, (ys.max() ?? 1) + 0.12)
        let box = Box(x: left, y: top, width: right - left, height: bottom - top)
        return JPEGEncoder(quality: 82).encode(picture.cropped(to: box).picture)
    }
}
