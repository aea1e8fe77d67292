import Base

extension TrackState {
    /// A track that a sighting begins.
    init(id: Int, box: WorkingBox, time: Timestamp, sequence: Int) {
        var region = Region()
        (region.left, region.right) = (Int(box.left), max(Int(box.left) + 1, Int(box.right)))
        (region.top, region.bottom) = (Int(box.top), max(Int(box.top) + 1, Int(box.bottom)))
        (region.area, region.strongArea) = (region.width * region.height / 2, region.width * region.height / 4)
        self.init(id: id, region: region, time: time, sequence: sequence)
    }

    /// 0 for nothing in common ... 1.3 for the same box: overlap, and nearness for what moved out of its prediction.
    func affinity(to box: WorkingBox) -> Double {
        let shared = intersection(box)
        let union = width * height + box.area - shared
        let dx = (x.position - (box.left + box.right) / 2) / max(1, (width + box.width) / 2)
        let dy = (bottom.position - height / 2 - (box.top + box.bottom) / 2) / max(1, (height + box.height) / 2)
        let nearness = max(0, 1 - (dx * dx + dy * dy).squareRoot())
        return (union > 0 ? shared / union : 0) + 0.3 * nearness
    }

    /// Share of the track's box that lies in the other one.
    func share(in box: WorkingBox) -> Double { intersection(box) / max(1, width * height) }

    private func intersection(_ box: WorkingBox) -> Double {
        let across = min(right, box.right) - max(left, box.left)
        let along = min(bottom.position, box.bottom) - max(top, box.top)
        return across > 0 && along > 0 ? across * along : 0
    }

    /// Whether the picture's border cuts it off.
    func isClipped(in size: PixelSize) -> Bool {
        left <= 2 || top <= 2 || right >= Double(size.width) - 2 || bottom.position >= Double(size.height) - 2
    }

    /// Found by an object finder in this frame. Its box is believed more than a region's: it leaves shadows out and ends
    /// where a neighbour begins.
    mutating func sight(_ box: WorkingBox, _ sighting: ObjectSighting, picture: PixelSize) {
        sights.find(score: sighting.score, objectClass: sighting.objectClass)
        let noise = (0.05 * size + 0.8) * (sighting.score >= Tracker.sureScore ? 1 : 2)
        let atLeft = box.left <= 2, atRight = box.right >= Double(picture.width) - 2
        let atTop = box.top <= 2, atBottom = box.bottom >= Double(picture.height) - 2
        // Cut off by the border: the edge that is seen is believed, and the size is kept.
        let centre =
            atLeft == atRight
            ? (box.left + box.right) / 2
            : atLeft ? box.right - max(box.width, width) / 2 : box.left + max(box.width, width) / 2
        x.correct(centre, deviation_px: noise)
        bottom.correct(atBottom && !atTop ? max(box.bottom, box.top + height) : box.bottom, deviation_px: noise)
        let share = sights.found == 1 ? 0.8 : 0.4
        if !atLeft && !atRight { width += (box.width - width) * share } else { width = max(width, box.width) }
        if !atTop && !atBottom { height += (box.height - height) * share } else { height = max(height, box.height) }
        (observed, unseen_s) = (true, 0)
        (isDoubted, awaitsSight) = (false, false)
        absence *= 0.5
        hole_s = 0
        if !confirmed, sights.isSure { confirmed = true }
    }
}
