/// Tells by its outline whether a changed part of the picture is a thing that came, or the place of one that went.
///
/// Around a thing brightness changes across the outline and hardly along it, in the picture that has the thing. Where the
/// ground merely goes on, it changes as much one way as the other, however rich its texture. So the sum of the steps
/// across less the sum of those along is a measure of the outline being an edge, in the old scene and in the picture.
package struct OutlineTest: Sendable {
    /// Sums of steps in grey levels times 64: across and along the outline.
    struct Steps: Sendable {
        var across = 0, along = 0
        var edge: Int { max(0, across - along) }
    }

    private(set) var scene = Steps()
    private(set) var picture = Steps()
    /// Places of the outline that were read, and those that could not be, because something else is beside them.
    private(set) var count = 0
    private(set) var blocked = 0

    /// Reads the outline of the pixels that `number` holds within a box of pixels.
    ///
    /// Cost: about 40 ns for each pixel of the outline.
    init(_ slow: borrowing SlowScene, number: UInt8, left: Int, top: Int, right: Int, bottom: Int) {
        let (firstRow, firstColumn) = (max(4, top), max(4, left))
        for y in firstRow..<max(firstRow, min(slow.height - 4, bottom)) {
            for x in firstColumn..<max(firstColumn, min(slow.width - 4, right))
            where slow.hold[y * slow.width + x] == number {
                let i = y * slow.width + x
                if slow.hold[i + 1] != number { read(slow, i, outwards: 1) }
                if slow.hold[i - 1] != number { read(slow, i, outwards: -1) }
                if slow.hold[i + slow.width] != number { read(slow, i, outwards: slow.width) }
                if slow.hold[i - slow.width] != number { read(slow, i, outwards: -slow.width) }
            }
        }
    }

    private mutating func read(_ slow: borrowing SlowScene, _ i: Int, outwards step: Int) {
        let beyond = i + 3 * step
        guard slow.hold[beyond] == 0, slow.isSure(beyond), slow.agrees(beyond) else {
            blocked += 1
            return
        }
        let side = abs(step) == 1 ? slow.width : 1
        Self.add(slow.mean, i, step, side, &scene)
        Self.add(slow.recent, i, step, side, &picture)
        count += 1
    }

    /// The outline may lie a pixel further in or out; the steepest step is taken, either way.
    private static func add(_ plane: [Int16], _ i: Int, _ step: Int, _ side: Int, _ steps: inout Steps) {
        var across = 0, along = 0
        for way in -1...1 {
            let at = i + way * step
            across = max(across, Int(abs(plane[at + step] - plane[at - step])))
            along = max(along, Int(abs(plane[at + side] - plane[at - side])))
        }
        steps.across += across
        steps.along += along
    }

    /// -1 surely removed ... 1 surely left; nil when too little of the outline can be seen.
    var balance: Double? {
        guard count >= 8, count * 3 > blocked else { return nil }
        return Double(picture.edge - scene.edge) / Double(picture.across + scene.across + count * 4 * 64)
    }
}
