package import Base

/// Tells a thing from the hole it left.
///
/// Where something was part of the learned scene and went away, foreground shows with nothing in it. Its outline is then
/// an edge of the scene, not of the frame; around a thing that is really there it is the other way round (Cucchiara et
/// al., IEEE PAMI 2003, call such regions ghosts).
package enum GhostTest {
    /// Edge strength across the region's left and right outline, in the frame and in the scene, as sums of grey levels.
    ///
    /// Cost: four reads for each run.
    package static func outline(
        of runs: ArraySlice<Run>, frame: borrowing Frame, model: borrowing BackgroundModel
    ) -> (frame: Int, scene: Int) {
        let width = model.width, pixels = frame.pixels, means = model.mean.span
        var inFrame = 0, inScene = 0
        for run in runs {
            let row = Int(run.row) * width
            for side in 0..<2 {
                let edge = side == 0 ? Int(run.start) : Int(run.end) - 1
                let a = row + max(0, edge - 2), b = row + min(width - 1, edge + 2)
                inFrame += abs(Int(pixels[a]) - Int(pixels[b]))
                inScene += abs(Int(means[a]) - Int(means[b])) >> 6
            }
        }
        return (inFrame, inScene)
    }
}
