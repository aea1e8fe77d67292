package import Base
package import Capture

/// Takes pictures for a report out of a recording: masks are burned in and people are pixelated before anything is
/// encoded, so that no other form of the picture ever exists.
package struct EventPictures: ~Copyable {
    /// Pictures are at most this wide; a report is read on a screen, and less width is less of anyone.
    package static let mostWidth_px = 640
    private static let quality = 80

    private let images: RecordedImages
    private let masks: [Polygon]
    private let scale: WorkingScale
    private var decoder = JPEGDecoder()
    private let encoder = JPEGEncoder(quality: quality)

    /// - Parameters:
    ///   - images: the recording's images.
    ///   - masks: the camera's masks, in fractions of the picture.
    ///   - pictureSize: size of the full pictures in pixels.
    package init(images: RecordedImages, masks: [Polygon], pictureSize: PixelSize) {
        (self.images, self.masks) = (images, masks)
        scale = WorkingScale.allCases.sorted().first { $0.size(of: pictureSize).width <= Self.mostWidth_px } ?? .eighth
    }

    /// The image with this number as JPEG bytes; nil when it cannot be read or decoded.
    /// - Parameter hidden: boxes of everything that moves or is followed, in fractions of the picture.
    /// - Complexity: decodes and encodes one picture.
    package mutating func picture(of sequence: Int, hidden: [Box]) -> [UInt8]? {
        guard sequence < images.count, let bytes = images.bytes(of: sequence) else { return nil }
        let decoded: RGBPicture
        if images.areGreyPlanes {
            guard let grey = GreyPlane.picture(bytes.span, scale: scale) else { return nil }
            decoded = grey
        } else {
            guard case .picture(let colour) = decoder.decodeColour(bytes.span, scale: scale) else { return nil }
            decoded = colour
        }
        return encoder.encode(Self.cleaned(decoded, masks: masks, hidden: hidden))
    }

    /// The picture without what nobody may see. Masks are burned in twice: before, so that nothing of a masked part
    /// flows into a cell, and after, so that masked parts are black whatever was pixelated over them.
    package static func cleaned(_ picture: RGBPicture, masks: [Polygon], hidden: [Box]) -> RGBPicture {
        let raster = MaskRaster(masks, size: picture.size)
        var cleaned = picture
        raster.burn(into: &cleaned)
        Pixelation.hide(hidden, in: &cleaned)
        raster.burn(into: &cleaned)
        return cleaned
    }
}
