public import Base

/// A point of the ground in metres: `x` to the right of the camera, `z` away from it.
public struct GroundPoint: Hashable, Sendable {
    public var x: Double
    public var z: Double
    /// Makes a point of the ground.
    public init(_ x: Double, _ z: Double) { (self.x, self.z) = (x, z) }
}

/// How the camera stands: height, tilt, lens. It stands above the ground point (0, 0) and looks along +z.
public struct CameraView: Hashable, Sendable {
    /// Metres above the ground.
    public var height_m: Double
    /// Degrees below the horizon.
    public var pitch_deg: Double
    /// Horizontal field of view in degrees.
    public var fieldOfView_deg: Double
    /// Degrees to the right of +z; not zero only after the camera was turned.
    public var yaw_deg = 0.0

    /// Makes a view straight along +z.
    public init(height_m: Double, pitch_deg: Double, fieldOfView_deg: Double) {
        (self.height_m, self.pitch_deg, self.fieldOfView_deg) = (height_m, pitch_deg, fieldOfView_deg)
    }
}

/// A point of the picture in pixels with its distance along the optical axis.
struct Projected {
    var x: Double
    var y: Double
    var depth_m: Double
}

/// Ideal pinhole camera without lens distortion; square pixels, principal point in the middle.
public struct PinholeCamera: Sendable {
    let size: PixelSize
    let position: Vector
    let right: Vector
    let down: Vector
    let forward: Vector
    let focal_px: Double
    /// Nothing nearer than this is drawn.
    static let near_m = 0.4

    /// Makes the camera of a view for pictures of a size.
    public init(view: CameraView, size: PixelSize) {
        self.size = size
        let pitch = Angle.radians(view.pitch_deg), yaw = Angle.radians(view.yaw_deg)
        let half = Angle.radians(view.fieldOfView_deg / 2)
        focal_px = Double(size.width) / 2 * Angle.cosine(half) / Angle.sine(half)
        position = Vector(0, view.height_m, 0)
        let level = Vector(Angle.sine(yaw), 0, Angle.cosine(yaw))
        right = Vector(level.z, 0, -level.x)
        forward = level * Angle.cosine(pitch) - Vector(0, Angle.sine(pitch), 0)
        down = -(level * Angle.sine(pitch)) - Vector(0, Angle.cosine(pitch), 0)
    }

    /// The picture point of a point in space; nil behind the near plane.
    func project(_ point: Vector) -> Projected? {
        let p = point - position
        let depth = dot(p, forward)
        guard depth >= PinholeCamera.near_m else { return nil }
        return Projected(
            x: Double(size.width) / 2 + focal_px * dot(p, right) / depth,
            y: Double(size.height) / 2 + focal_px * dot(p, down) / depth, depth_m: depth)
    }

    /// Direction (not of length 1) of the ray through a picture point in pixels; its part along the axis is 1.
    func ray(x: Double, y: Double) -> Vector {
        forward + right * ((x - Double(size.width) / 2) / focal_px) + down * ((y - Double(size.height) / 2) / focal_px)
    }

    /// Where a point of the ground lies in the picture, in fractions; nil when it is behind the camera.
    public func fraction(of ground: GroundPoint) -> Point? {
        project(Vector(ground.x, 0, ground.z)).map(fraction)
    }

    /// The ground point seen at a point of the picture (fractions); nil at and above the horizon.
    public func ground(at point: Point) -> GroundPoint? {
        let direction = ray(x: point.x * Double(size.width), y: point.y * Double(size.height))
        guard direction.y < -1e-6 else { return nil }
        let t = -position.y / direction.y
        return GroundPoint(position.x + direction.x * t, position.z + direction.z * t)
    }

    func fraction(_ p: Projected) -> Point { Point(p.x / Double(size.width), p.y / Double(size.height)) }

    /// Height in pixels of something `height_m` tall that stands on the ground there; nil when out of view.
    func pixelHeight(_ height_m: Double, at ground: GroundPoint) -> Double? {
        guard let foot = project(Vector(ground.x, 0, ground.z)), let top = project(Vector(ground.x, height_m, ground.z))
        else { return nil }
        return foot.y - top.y
    }
}
