/// Windows and doors on the faces of blocks.
enum BlockFace {
    /// Colour at (`u`, `v`) metres from the lower left corner of the face with this normal (in the block's axes).
    static func colour(
        _ block: Block, normal: Vector, u: Double, v: Double, _ surface: Surface, footprint: Double
    ) -> RGB {
        // Faces that meet at a corner must not repeat each other's texture.
        let shift = normal.x * 31 + normal.z * 57 + block.centre.x * 3.1
        let wall = surface.texture(block.material, Float(u + shift), Float(v), footprint: Float(footprint))
        guard abs(normal.y) < 0.5 else { return wall * 0.95 }
        let width = abs(normal.x) > 0.5 ? block.depth_m : block.width_m
        // Damp at the foot of a wall, and dirt under its upper edge.
        let dirt = Float(1 - 0.18 * max(0, 1 - v / 0.5) - 0.08 * max(0, 1 - (block.height_m - v) / 0.3))
        if block.door, let door = door(u - width / 2, v) { return door }
        if block.windows.rows > 0, let pane = window(block, u: u, v: v, width: width, surface) { return pane }
        return wall * dirt
    }

    /// A door of 1.1 x 2.15 m in the middle of the face, with its frame.
    private static func door(_ x: Double, _ v: Double) -> RGB? {
        guard abs(x) < 0.62, v < 2.22 else { return nil }
        if abs(x) > 0.54 || v > 2.14 { return RGB(0.70, 0.69, 0.66) }
        let panel = abs(x) < 0.38 && (v > 0.25 && v < 0.95 || v > 1.15 && v < 1.95)
        return panel ? RGB(0.24, 0.30, 0.33) : RGB(0.29, 0.36, 0.39)
    }

    private static func window(_ block: Block, u: Double, v: Double, width: Double, _ surface: Surface) -> RGB? {
        let bottom = block.door ? 2.6 : 0.9
        let rowHeight = (block.height_m - bottom) / Double(block.windows.rows)
        let columnWidth = width / Double(block.windows.columns)
        guard v > bottom, rowHeight > 0.8 else { return nil }
        let row = ((v - bottom) / rowHeight).rounded(.down), column = (u / columnWidth).rounded(.down)
        let x = u - (column + 0.5) * columnWidth, y = v - bottom - row * rowHeight
        let halfWidth = min(0.65, columnWidth * 0.34), top = min(1.5, rowHeight * 0.72)
        guard abs(x) < halfWidth + 0.07, y < top + 0.07, y > -0.09 else { return nil }
        if y < 0 { return RGB(0.66, 0.65, 0.62) }
        if abs(x) > halfWidth || y > top || abs(x) < 0.03 { return RGB(0.80, 0.79, 0.76) }
        // Each pane mirrors its own piece of sky, darker towards its foot.
        let tone = Double(surface.noise.lattice(Int32(column) &+ 700, Int32(row) &+ Int32(block.centre.x)))
        let sky = Float(0.22 + 0.24 * tone + 0.18 * y / top)
        return RGB(sky * 0.92, sky, sky * 1.07)
    }
}
