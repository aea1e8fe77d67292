internal import Base

/// How the blocks of a baseline scan follow each other (ITU-T T.81, A.2).
struct ScanLayout {
    static let mostComponents = 3
    /// Most blocks of an MCU (T.81, B.2.3).
    static let mostBlocks = 10

    /// One component of the scan. Luma is the first.
    struct Component: Equatable {
        var id: UInt8 = 0
        var horizontal: UInt8 = 1, vertical: UInt8 = 1
        var quantisation: UInt8 = 0
        var dcTable: UInt8 = 0, acTable: UInt8 = 0

        /// Blocks of it in an MCU.
        var blocks: Int { Int(horizontal) * Int(vertical) }

        func hasSameTables(as other: Component) -> Bool { dcTable == other.dcTable && acTable == other.acTable }
    }

    var size = PixelSize(width: 0, height: 0)
    var componentCount = 0
    var components = InlineArray<3, Component>(repeating: Component())
    /// MCUs from one restart marker to the next; 0 for none.
    var restartInterval = 0

    /// Blocks of an MCU.
    var blocksPerMCU: Int {
        var blocks = 0
        for i in 0..<componentCount { blocks += components[i].blocks }
        return blocks
    }
    /// Luma blocks of an MCU; they come first, row by row.
    var lumaBlocks: Int { components[0].blocks }
    var mcusPerRow: Int { ceiling(size.width, 8 * Int(components[0].horizontal)) }
    var mcuRows: Int { ceiling(size.height, 8 * Int(components[0].vertical)) }
    var mcus: Int { mcusPerRow * mcuRows }

    /// Whether blocks of the same components with the same tables follow each other in the same order.
    func hasSameBlocks(as other: ScanLayout) -> Bool {
        guard componentCount == other.componentCount else { return false }
        return (0..<componentCount).allSatisfy {
            components[$0].blocks == other.components[$0].blocks
                && components[$0].hasSameTables(as: other.components[$0])
        }
    }

    private func ceiling(_ a: Int, _ b: Int) -> Int { (a + b - 1) / b }
}
