/// What a ray from the camera meets first among the things that stand still.
struct RayHit {
    var distance: Double  // along the ray, in units of its direction
    var colour: RGB
    var normal: Vector
    /// Whether it is the ground, which takes moving shadows and hides nothing.
    var isGround: Bool
}

/// Finds what rays meet: the ground, blocks, posts and trunks; and how much of the sun reaches a point.
struct RayCaster: Sendable {
    let setting: Setting
    let surface: Surface
    let sun: Vector
    private let blocks: [TurnedBlock]

    init(setting: Setting, surface: Surface, sun: Vector) {
        (self.setting, self.surface, self.sun) = (setting, surface, sun)
        blocks = setting.blocks.map(TurnedBlock.init)
    }

    /// The first thing a ray meets; nil for the sky.
    /// - Parameter spread: metres that one pixel covers at distance 1 of the direction.
    func cast(from origin: Vector, _ direction: Vector, spread: Double) -> RayHit? {
        var best: RayHit?
        if direction.y < -1e-6 {
            let t = -origin.y / direction.y
            let p = origin + direction * t
            let slant = -direction.y / length(direction)
            let colour = surface.ground(p.x, p.z, footprint: spread * t / max(slant, 0.08).squareRoot())
            best = RayHit(distance: t, colour: colour, normal: Vector(0, 1, 0), isGround: true)
        }
        for block in blocks {
            guard let (t, normal, u, v) = block.meet(origin, direction), t < best?.distance ?? .infinity else {
                continue
            }
            let colour = BlockFace.colour(block.block, normal: normal, u: u, v: v, surface, footprint: spread * t)
            best = RayHit(distance: t, colour: colour, normal: block.turned(normal), isGround: false)
        }
        for post in setting.posts { meet(post, origin, direction, spread, &best) }
        for tree in setting.trees where tree.trunk_m > 0 {
            let trunk = Post(
                at: tree.at, radius_m: 0.09 + 0.025 * tree.trunk_m, height_m: tree.trunk_m + tree.crownHeight_m * 0.4,
                material: .wood)
            meet(trunk, origin, direction, spread, &best)
        }
        return best
    }

    /// How much of the sun a point of the ground misses, 0 ... 1, because of what stands still.
    func shadow(at point: Vector, jitter: Vector) -> Float {
        let toSun = normalized(sun + jitter)
        for block in blocks {
            if let (t, _, _, _) = block.meet(point, toSun), t > 0.01 { return 1 }
        }
        for post in setting.posts where Cylinder.distance(post, point, toSun) != nil { return 1 }
        var shade: Float = 0
        for tree in setting.trees { shade = max(shade, leafShade(tree, point, toSun)) }
        return shade
    }

    private func meet(_ post: Post, _ origin: Vector, _ direction: Vector, _ spread: Double, _ best: inout RayHit?) {
        guard let t = Cylinder.distance(post, origin, direction), t < best?.distance ?? .infinity else { return }
        let p = origin + direction * t
        let normal = Vector((p.x - post.at.x) / post.radius_m, 0, (p.z - post.at.z) / post.radius_m)
        let colour = surface.texture(
            post.material, Float(normal.x * post.radius_m * 2), Float(p.y), footprint: Float(spread * t))
        best = RayHit(distance: t, colour: colour, normal: normal, isGround: false)
    }

    /// Dappled shade under leaves: an ellipsoid whose edge is broken by noise.
    private func leafShade(_ tree: Tree, _ point: Vector, _ toSun: Vector) -> Float {
        let scale = Vector(2 / tree.crownWidth_m, 2 / tree.crownHeight_m, 2 / tree.crownWidth_m)
        let o = (point - tree.crownCentre) * scale, d = toSun * scale
        let along = -dot(o, d) / dot(d, d)
        guard along > 0 else { return 0 }
        let nearest = o + d * along
        let radius = Float(dot(nearest, nearest).squareRoot())
        let ragged = surface.noise.octaves(Float(point.x), Float(point.z), wavelength: 0.9, footprint: 0.05, count: 3)
        return max(0, min(0.9, (1 - radius + 0.35 * ragged) * 3))
    }
}

/// An upright round post and rays.
enum Cylinder {
    /// Distance along the ray to the post's side; nil when it passes.
    static func distance(_ post: Post, _ origin: Vector, _ direction: Vector) -> Double? {
        let ox = origin.x - post.at.x, oz = origin.z - post.at.z
        let a = direction.x * direction.x + direction.z * direction.z
        let b = ox * direction.x + oz * direction.z
        let root = b * b - a * (ox * ox + oz * oz - post.radius_m * post.radius_m)
        guard root > 0, a > 1e-12 else { return nil }
        let t = (-b - root.squareRoot()) / a
        let y = origin.y + direction.y * t
        return t > 1e-4 && y >= 0 && y <= post.height_m ? t : nil
    }
}

/// A block with its turn worked out.
struct TurnedBlock: Sendable {
    let block: Block
    private let cosine: Double, sine: Double

    init(_ block: Block) {
        self.block = block
        (cosine, sine) = (Angle.cosine(Angle.radians(block.turn_deg)), Angle.sine(Angle.radians(block.turn_deg)))
    }

    /// A vector of the block's own axes in those of the scene.
    func turned(_ v: Vector) -> Vector { Vector(v.x * cosine + v.z * sine, v.y, -v.x * sine + v.z * cosine) }
    private func own(_ v: Vector) -> Vector { Vector(v.x * cosine - v.z * sine, v.y, v.x * sine + v.z * cosine) }

    /// Where a ray enters the block (slab method): distance, normal in the block's axes, and place on the face in metres
    /// from its lower left corner.
    func meet(_ origin: Vector, _ direction: Vector) -> (t: Double, normal: Vector, u: Double, v: Double)? {
        let middle = Vector(block.centre.x, block.base_m + block.height_m / 2, block.centre.z)
        let o = own(origin - middle), d = own(direction)
        let half = Vector(block.width_m / 2, block.height_m / 2, block.depth_m / 2)
        var enter = 1e-4, leave = Double.infinity, axis = -1
        for i in 0..<3 {
            if abs(d[i]) < 1e-12 {
                if abs(o[i]) > half[i] { return nil }
                continue
            }
            let first = ((d[i] > 0 ? -half[i] : half[i]) - o[i]) / d[i]
            let last = ((d[i] > 0 ? half[i] : -half[i]) - o[i]) / d[i]
            if first > enter { (enter, axis) = (first, i) }
            leave = min(leave, last)
            if enter >= leave { return nil }
        }
        guard axis >= 0 else { return nil }
        let p = o + d * enter
        var normal = Vector(0, 0, 0)
        normal[axis] = d[axis] > 0 ? -1 : 1
        let u = axis == 0 ? p.z + half.z : p.x + half.x
        let v = axis == 1 ? p.z + half.z : p.y + half.y
        return (enter, normal, u, v)
    }
}
