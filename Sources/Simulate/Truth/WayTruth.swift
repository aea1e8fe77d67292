import Base

/// When somebody goes the wrong way.
enum WayTruth {
    /// How far somebody must go the wrong way, in heights of their own.
    static let distance = 0.6

    /// Once for each stay in the zone: the tick at which `distance` has been gone against the allowed bearing.
    static func wrongWays(
        _ record: ActorRecord, _ zone: Polygon, allowed_deg: Double, spread_deg: Double, aspect: Double
    ) -> [Int] {
        let allowed = Point(Angle.sine(Angle.radians(allowed_deg)), -Angle.cosine(Angle.radians(allowed_deg)))
        let wrong = Angle.cosine(Angle.radians(max(90, spread_deg))),
            right = Angle.cosine(Angle.radians(min(90, spread_deg)))
        return ZoneTruth.stays(record, zone).compactMap { stay in
            var gone = 0.0
            for tick in stay.dropFirst(10) {
                guard let now = record.sightings[tick], let before = record.sightings[tick - 10], now.speed_mps > 0.2
                else { continue }
                let move = Point((now.foot.x - before.foot.x) * aspect, now.foot.y - before.foot.y)
                let length = (move.x * move.x + move.y * move.y).squareRoot()
                guard length > 1e-6 else { continue }
                let cosine = (move.x * allowed.x + move.y * allowed.y) / length
                if cosine >= right { gone = 0 } else if cosine < wrong { gone += length / 10 / max(now.height, 1e-3) }
                if gone >= distance { return tick }
            }
            return nil
        }
    }
}
