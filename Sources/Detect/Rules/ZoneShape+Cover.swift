import Base

extension ZoneShape {
    /// Whether a thing in the box is in the zone: it stands there, or shares enough with it.
    func holds(_ box: Box) -> Bool { contains(box.bottomCentre) || shares(box) }

    /// Whether half of the box lies in the zone, or covers half of it.
    func shares(_ box: Box) -> Bool { share(of: box) >= 13 || share(coveredBy: box) >= 0.5 }

    /// Share of the zone that the box covers, 0...1, by some hundred points spread over it.
    func share(coveredBy box: Box) -> Double {
        guard box.intersection(bounds) > 0 else { return 0 }
        return Double(finePoints.count { box.contains($0) }) / Double(max(1, finePoints.count))
    }

    /// Share of the zone that the boxes cover together.
    func share(coveredBy boxes: [Box]) -> Double {
        guard boxes.contains(where: { $0.intersection(bounds) > 0 }) else { return 0 }
        let covered = finePoints.count { point in boxes.contains { $0.contains(point) } }
        return Double(covered) / Double(max(1, finePoints.count))
    }
}
