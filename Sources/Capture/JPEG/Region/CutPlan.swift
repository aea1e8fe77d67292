internal import Base

/// Which MCUs of a scan are cut out, so that an area of the picture comes out of them as out of the whole.
struct CutPlan {
    /// MCUs that are cut out.
    let columns: Range<Int>
    let rows: Range<Int>
    /// Size of the cut in pixels at full scale. It ends where the picture ends, so that the decoder pads neither otherwise.
    let size: PixelSize
    /// The area within the decoded cut, in pixels of the scale.
    let area: PixelArea

    /// - Parameters:
    ///   - area: pixels of the picture at `scale`.
    ///   - scale: the one that the cut will be decoded at.
    init(_ area: PixelArea, scale: WorkingScale, _ layout: ScanLayout) {
        let luma = layout.components[0]
        let across = 8 * Int(luma.horizontal), down = 8 * Int(luma.vertical)
        let reach = Self.reach(scale, layout)
        columns = Self.covering(area.columns, scale, reach.across, across, layout.size.width)
        rows = Self.covering(area.rows, scale, reach.down, down, layout.size.height)
        size = PixelSize(
            width: min(columns.upperBound * across, layout.size.width) - columns.lowerBound * across,
            height: min(rows.upperBound * down, layout.size.height) - rows.lowerBound * down)
        self.area = area.moved(
            left: columns.lowerBound * across / scale.rawValue, top: rows.lowerBound * down / scale.rawValue)
    }

    var mcus: Int { columns.count * rows.count }

    /// libjpeg's upsampling of chroma looks at the samples beside its own, so that one sample more belongs to an area wherever
    /// chroma is coarser. It does so from three samples a row on (`h2v1_fancy_upsample` and its like in jdsample.c), so
    /// three are taken. At 1/8 it looks at none. In pixels at full scale.
    private static func reach(_ scale: WorkingScale, _ layout: ScanLayout) -> (across: Int, down: Int) {
        if scale == .eighth { return (0, 0) }
        var across = 1, down = 1
        for i in 1..<max(1, layout.componentCount) {
            across = max(across, Int(layout.components[0].horizontal / layout.components[i].horizontal))
            down = max(down, Int(layout.components[0].vertical / layout.components[i].vertical))
        }
        return (across > 1 ? 3 * across * scale.rawValue : 0, down > 1 ? down * scale.rawValue : 0)
    }

    private static func covering(
        _ pixels: Range<Int>, _ scale: WorkingScale, _ reach: Int, _ mcu: Int, _ limit: Int
    ) -> Range<Int> {
        let first = max(0, pixels.lowerBound * scale.rawValue - reach)
        let end = min(limit, pixels.upperBound * scale.rawValue + reach)
        return first / mcu..<(end + mcu - 1) / mcu
    }
}
