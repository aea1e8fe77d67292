public import Base

/// Gives parts of pictures in colour for an object finder, as coarsely decoded as its input allows, masked.
public struct PartReader: ~Copyable {
    private let decoder: JPEGDecoder
    private let pictureSize: PixelSize
    private let polygons: [Polygon]
    /// Masks by scale, made when first needed.
    private var masks: [WorkingScale: MaskRaster] = [:]

    /// - Parameters:
    ///   - pictureSize: of the pictures to come; others give nothing.
    ///   - polygons: the camera's masks.
    public init(pictureSize: PixelSize, masks polygons: [Polygon], limits: ImageLimits = .standard) {
        (self.pictureSize, self.polygons) = (pictureSize, polygons)
        decoder = JPEGDecoder(limits: limits)
    }

    /// The part of a JPEG picture; nil when it cannot be decoded or has another size than the source's pictures.
    public mutating func part(_ region: Box, ofJPEG bytes: Span<UInt8>, filling size: PixelSize) -> PicturePart? {
        let scale = scale(for: region, filling: size)
        guard case .picture(let picture) = decoder.decodeColour(bytes, scale: scale) else { return nil }
        return masked(picture, scale, region)
    }

    /// The part of a raw picture, in grey: raw cameras give luma here.
    mutating func part(
        _ region: Box, ofRaw bytes: Span<UInt8>, _ layout: PixelLayout, filling size: PixelSize
    ) -> PicturePart? {
        var frame = Frame()
        let scale = scale(for: region, filling: size)
        guard RawLuma.read(bytes, layout, size: pictureSize, scale: scale, into: &frame) == nil else { return nil }
        return masked(RGBPicture(grey: frame), scale, region)
    }

    private mutating func masked(_ picture: RGBPicture, _ scale: WorkingScale, _ region: Box) -> PicturePart? {
        guard picture.size == scale.size(of: pictureSize) else { return nil }
        let raster = masks[scale] ?? MaskRaster(polygons, size: picture.size)
        masks[scale] = raster
        var picture = picture
        raster.burn(into: &picture)
        let part = picture.cropped(to: region)
        return PicturePart(picture: part.picture, region: part.fraction)
    }

    /// The coarsest scale at which the region still fills `size` along the axis that limits it.
    private func scale(for region: Box, filling size: PixelSize) -> WorkingScale {
        let width = region.width * Double(pictureSize.width), height = region.height * Double(pictureSize.height)
        let surplus = max(width / Double(max(1, size.width)), height / Double(max(1, size.height)))
        let scales: [WorkingScale] = [.eighth, .quarter, .half]
        return scales.first { surplus >= Double($0.rawValue) } ?? .full
    }
}
