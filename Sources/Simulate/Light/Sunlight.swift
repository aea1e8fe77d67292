/// Where the sun stands and how much of the light is its.
public struct Sunlight: Hashable, Sendable {
    /// Where the light comes from, clockwise from the camera's view: 0 from ahead, 90 from the right, 180 from behind.
    public var azimuth_deg: Double
    /// Above the horizon; shadows are 1 / tan(elevation) times as long as things are high.
    public var elevation_deg: Double
    /// Share of the light on open ground that a full shadow takes away, 0 (overcast) ... 0.85.
    public var strength: Double

    /// Makes a sun.
    public init(azimuth_deg: Double, elevation_deg: Double, strength: Double) {
        (self.azimuth_deg, self.elevation_deg, self.strength) = (azimuth_deg, elevation_deg, strength)
    }

    /// Unit vector towards the sun.
    var direction: Vector {
        let azimuth = Angle.radians(azimuth_deg), elevation = Angle.radians(elevation_deg)
        let level = Angle.cosine(elevation)
        return Vector(Angle.sine(azimuth) * level, Angle.sine(elevation), Angle.cosine(azimuth) * level)
    }

    /// Light on a face with this normal, where open sunny ground has 1; `shadow` 0 ... 1 takes the sun away.
    func light(normal: Vector, shadow: Float = 0) -> Float {
        let sun = direction
        let lambert = max(0, dot(normal, sun)) / max(0.25, sun.y)
        // Faces that look down or sideways see less of the sky than the ground does.
        let sky = 0.72 + 0.28 * normal.y
        return Float((1 - strength) * sky) + Float(strength * min(lambert, 1.5)) * (1 - shadow)
    }

    /// Where the shadow of a point falls on the ground.
    func shadow(of point: Vector) -> GroundPoint {
        let sun = direction
        let t = point.y / max(sun.y, 0.05)
        return GroundPoint(point.x - sun.x * t, point.z - sun.z * t)
    }
}
