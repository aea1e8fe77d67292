import Base

/// The bytes of a live camera's last picture, for as long as it is the last; the driver has its buffer back by then.
struct KeptPicture: ~Copyable {
    private var bytes: [UInt8] = []
    private var layout = PixelLayout.jpeg
    private var size = PixelSize(width: 0, height: 0)
    private var reader = PartReader(pictureSize: PixelSize(width: 0, height: 0), masks: [])

    /// Empty storage to copy the next picture into, used again and again; nothing is kept until `keep`.
    mutating func takeStorage() -> [UInt8] {
        var storage: [UInt8] = []
        swap(&storage, &bytes)
        storage.removeAll(keepingCapacity: true)
        return storage
    }

    /// Keeps the bytes of a picture.
    mutating func keep(_ picture: [UInt8], _ layout: PixelLayout, _ size: PixelSize, _ plan: LivePlan) {
        (bytes, self.layout) = (picture, layout)
        if self.size != size {
            reader = PartReader(pictureSize: size, masks: plan.camera.masks, limits: plan.limits)
        }
        self.size = size
    }

    /// A part of the picture; nil when none is kept.
    mutating func part(_ region: Box, filling wanted: PixelSize) -> PicturePart? {
        let bytes = bytes  // the reader may not be changed while this struct lends its bytes
        if bytes.isEmpty { return nil }
        switch layout {
        case .jpeg: return reader.part(region, ofJPEG: bytes.span, filling: wanted)
        case .planar, .packedEven: return reader.part(region, ofRaw: bytes.span, layout, filling: wanted)
        }
    }
}
