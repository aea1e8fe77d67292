import Base

extension ZoneShape {
    /// Whether a thing in the box is in the zone: it stands there, or shares enough with it.
    func holds(_ box: Box) -> Bool { contains(box.bottomCentre) || shares(box) }

    /// Whether half of the box lies in the zone, or covers half of it.
    func shares(_ box: Box) -> Bool { share(of: box) { contains($0) } >= 13 || share(coveredBy: [box]) >= 0.5 }

    /// Share of the zone that the boxes cover together, 0...1, by some hundred points spread over it.
    func share(coveredBy boxes: [Box]) -> Double {
        guard boxes.contains(where: { $0.intersection(bounds) > 0 }) else { return 0 }
        let points = 16
        var all = 0, covered = 0
        for row in 0..<points {
            for column in 0..<points {
                let point = Point(
                    bounds.x + bounds.width * (Double(column) + 0.5) / Double(points),
                    bounds.y + bounds.height * (Double(row) + 0.5) / Double(points))
                guard contains(point) else { continue }
                all += 1
                if boxes.contains(where: { $0.contains(point) }) { covered += 1 }
            }
        }
        return Double(covered) / Double(max(1, all))
    }
}
