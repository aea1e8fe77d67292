import Base

extension Detector {
    /// Writes the foreground of the last frame, shadows taken out: 1 where something does not belong to the scene, else 0.
    /// For measuring against masks; nothing in detection reads it.
    /// - Parameter mask: `width * height` bytes of the frame's size, row by row.
    package func copyForeground(into mask: inout [UInt8], width: Int) {
        for i in mask.indices { mask[i] = 0 }
        for r in scene.usable {
            let region = scene.map.regions[r]
            for run in scene.map.runs[region.firstRun..<region.endRun] {
                let row = Int(run.row) * width
                for i in row + Int(run.start)..<row + Int(run.end) { mask[i] = 1 }
            }
        }
    }
}
