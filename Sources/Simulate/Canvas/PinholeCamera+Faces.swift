import Base

extension PinholeCamera {
    /// A flat face in space as it appears: cut at the near plane, projected, with the nearness of its plane; nil when
    /// nothing of it lies in front of the camera or it is seen exactly edge-on.
    func face(_ corners: [Vector]) -> ScreenPolygon? {
        let visible = clipped(corners)
        guard visible.count >= 3 else { return nil }
        let normal = cross(corners[1] - corners[0], corners[2] - corners[0])
        let distance = dot(normal, corners[0] - position)
        guard abs(distance) > 1e-9 else { return nil }
        let a = dot(normal, right) / focal_px / distance, b = dot(normal, down) / focal_px / distance
        let centre = dot(normal, forward) / distance
        let c = centre - a * Double(size.width) / 2 - b * Double(size.height) / 2
        return ScreenPolygon(
            corners: visible.map { point in
                let p = point - position
                let depth = dot(p, forward)
                return (
                    Double(size.width) / 2 + focal_px * dot(p, right) / depth,
                    Double(size.height) / 2 + focal_px * dot(p, down) / depth
                )
            }, near: (a, b, c))
    }

    /// The corners in front of the near plane, with new ones where edges meet it (Sutherland and Hodgman 1974).
    private func clipped(_ corners: [Vector]) -> [Vector] {
        var result: [Vector] = []
        result.reserveCapacity(corners.count + 1)
        for i in corners.indices {
            let a = corners[i], b = corners[(i + 1) % corners.count]
            let da = dot(a - position, forward) - PinholeCamera.near_m
            let db = dot(b - position, forward) - PinholeCamera.near_m
            if da >= 0 { result.append(a) }
            if (da >= 0) != (db >= 0) { result.append(a + (b - a) * (da / (da - db))) }
        }
        return result
    }

    /// A limb in space as it appears; nil when an end is behind the near plane.
    func capsule(_ a: Vector, _ aRadius_m: Double, _ b: Vector, _ bRadius_m: Double) -> ScreenCapsule? {
        guard let pa = project(a), let pb = project(b) else { return nil }
        return ScreenCapsule(
            ax: pa.x, ay: pa.y, aRadius: aRadius_m * focal_px / pa.depth_m,
            bx: pb.x, by: pb.y, bRadius: bRadius_m * focal_px / pb.depth_m,
            nearness: Float(2 / (pa.depth_m + pb.depth_m)))
    }
}
