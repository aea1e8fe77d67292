public import Base

/// Gives parts of pictures in colour for an object finder, as coarsely decoded as its input allows, masked.
///
/// A part is cut out of the compressed picture where that is possible (`PictureCutter`), so that only the part is decoded. The
/// pixels are the same as those of a part of the whole picture. At 1920 x 1080 a quarter of the picture costs 0.46 of the whole
/// at full scale and 0.57 at 1/2, a tenth 0.29 and 0.36, a twenty-fifth 0.22 and 0.26; the blocks have to be found in any case.
public struct PartReader: ~Copyable {
    private let whole: LibJPEG
    private let limits: ImageLimits
    private let pictureSize: PixelSize
    private let polygons: [Polygon]
    /// Masks by scale, made when first needed.
    private var masks: [WorkingScale: MaskRaster] = [:]
    /// Made when first needed: most cameras have no finder.
    private var cutter: PictureCutter?

    /// Whether the last part was decoded alone; for those who measure.
    package private(set) var lastWasCut = false

    /// - Parameters:
    ///   - pictureSize: of the pictures to come; others give nothing.
    ///   - polygons: the camera's masks.
    public init(pictureSize: PixelSize, masks polygons: [Polygon], limits: ImageLimits = .standard) {
        (self.pictureSize, self.polygons, self.limits) = (pictureSize, polygons, limits)
        whole = LibJPEG(limits: limits)
    }

    /// The part of a JPEG picture; nil when it cannot be decoded or has another size than the source's pictures.
    public mutating func part(_ region: Box, ofJPEG bytes: Span<UInt8>, filling size: PixelSize) -> PicturePart? {
        let scale = scale(for: region, filling: size)
        let part = cut(region, bytes, scale)
        lastWasCut = part != nil
        if let part { return part }
        guard case .picture(let picture) = whole.decodeColour(bytes, scale: scale) else { return nil }
        return masked(picture, scale, region)
    }

    /// The part, decoded alone; nil when it must be taken from the whole picture, whatever the reason.
    private mutating func cut(_ region: Box, _ bytes: Span<UInt8>, _ scale: WorkingScale) -> PicturePart? {
        let cutter = self.cutter ?? PictureCutter()
        self.cutter = cutter
        guard limits.refusal(ofStart: bytes) == nil, cutter.read(bytes), cutter.layout.size == pictureSize,
            limits.refusal(of: pictureSize) == nil
        else { return nil }
        let scaled = scale.size(of: pictureSize), area = PixelArea(touchedBy: region, in: scaled)
        let plan = CutPlan(area, scale: scale, cutter.layout)
        guard plan.mcus * 100 <= cutter.layout.mcus * Self.mostCut_percent(scale), let image = cutter.cut(bytes, plan),
            case .picture(var part) = whole.decodeColour(image.bytes, scale: scale)
        else { return nil }
        part.crop(to: plan.area)
        raster(scale).burn(into: &part, at: area)
        return PicturePart(picture: part, region: area.fraction(of: scaled))
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
        var picture = picture
        raster(scale).burn(into: &picture)
        let part = picture.cropped(to: region)
        return PicturePart(picture: part.picture, region: part.fraction)
    }

    /// Beyond this share of the picture the whole is decoded as cheaply: to find the blocks costs the same at every scale, and
    /// the coarser a picture the cheaper all else.
    private static func mostCut_percent(_ scale: WorkingScale) -> Int { scale <= .half ? 60 : 40 }

    private mutating func raster(_ scale: WorkingScale) -> MaskRaster {
        let raster = masks[scale] ?? MaskRaster(polygons, size: scale.size(of: pictureSize))
        masks[scale] = raster
        return raster
    }

    /// The coarsest scale at which the region still fills `size` along the axis that limits it.
    private func scale(for region: Box, filling size: PixelSize) -> WorkingScale {
        let width = region.width * Double(pictureSize.width), height = region.height * Double(pictureSize.height)
        let surplus = max(width / Double(max(1, size.width)), height / Double(max(1, size.height)))
        let scales: [WorkingScale] = [.eighth, .quarter, .half]
        return scales.first { surplus >= Double($0.rawValue) } ?? .full
    }
}
